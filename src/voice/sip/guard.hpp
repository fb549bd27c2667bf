#pragma once

#include <cstdint>
#include <optional>
#include <string>

extern "C" {
struct sip_msg;
}

namespace aproape::voice {

// How a request is refused.
struct Reject {
  std::uint16_t code = 0;  // 0: not answered at all
  std::string reason;
  std::string headers;  // whole lines, each with its end
};

// What RFC 3261 8.2 asks of a server before it looks at the method, and libre leaves to us: one of each
// mandatory header, CSeq of the same method, a known scheme, hops left, no extension that we lack, a true
// length, a bounded body. Pure. nullopt: let it pass.
[[nodiscard]] std::optional<Reject> check_request(const sip_msg& message);

}  // namespace aproape::voice
