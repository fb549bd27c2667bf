#pragma once

#include <string>
#include <string_view>

#include "base/time.hpp"
#include "net/exchange.hpp"

namespace aproape::net {

// Status line and fields of a reply, empty line included. Adds Date, Content-Length (not for 1xx, 204 and
// 304) and Connection; a field with a control character is left out, so that no input can split a reply.
[[nodiscard]] std::string write_reply_head(const Reply& reply, bool keep_alive, Millis now);

// Whether a reply to `method` carries its body on the wire.
[[nodiscard]] bool has_body(const Reply& reply, std::string_view method);

}  // namespace aproape::net
