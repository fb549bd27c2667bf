#pragma once

#include <string>
#include <string_view>

#include "base/time.hpp"
#include "formats/smtp/delivery.hpp"

namespace aproape::smtp {

// "ESMTPS" and its relatives (RFC 5321 7.1, RFC 3848, RFC 6531) for the Received field.
[[nodiscard]] std::string protocol_name(bool lmtp, bool extended, bool tls, bool utf8);

// The Return-Path and Received fields of a transaction (RFC 5321 4.4), each with its CRLF.
[[nodiscard]] std::string trace_fields(const Transaction& transaction, std::string_view hostname, Millis now);

}  // namespace aproape::smtp
