#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "net/exchange.hpp"

namespace aproape::net {

// The head of a request (RFC 9112), read strictly: whatever two servers could understand differently is
// refused, so that nothing can be smuggled past a proxy.
struct RequestHead {
  std::string method;
  std::string target;  // origin form; the absolute form is cut down to it
  Headers headers;
  std::optional<std::uint64_t> content_length;
  bool chunked = false;
  bool keep_alive = true;
  bool expects_continue = false;
  bool websocket = false;  // GET with Upgrade: websocket
};

// Length of the head that `bytes` begins with, empty line included; 0 where it is not complete yet; npos
// where a bare LF or CR makes it wrong already.
[[nodiscard]] std::size_t head_length(std::string_view bytes);

// Reads a complete head. Returns 0, or the status to refuse it with: 400 malformed or ambiguous, 417 unknown
// expectation, 431 more than 100 fields, 501 unknown transfer coding, 505 not HTTP/1.0 or 1.1.
[[nodiscard]] int parse_head(std::string_view text, RequestHead& head);

// The value of a field, any case; empty view where absent.
[[nodiscard]] std::string_view field(const Headers& headers, std::string_view name);

}  // namespace aproape::net
