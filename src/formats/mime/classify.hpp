#pragma once

#include <string_view>

#include "formats/mime/headers.hpp"
#include "formats/mime/parameters.hpp"

namespace aproape::mime {

// What a mail says of itself by its headers (guides/mail.md 5.4).
enum class Kind { normal, dsn, mdn, automatic, bulk, feedback, loop };

struct Classification {
  Kind kind = Kind::normal;
  bool suppress_reply = false;  // A1; X-Auto-Response-Suppress alone sets only this (A2)
};

// `type` is the message's Content-Type, `sender` the address of From, `subject` decoded, `has_delivery_status`
// whether a message/delivery-status part was found.
[[nodiscard]] Classification classify(const Headers& headers, const ParameterField& type, std::string_view sender,
                                      std::string_view subject, bool has_delivery_status);

}  // namespace aproape::mime
