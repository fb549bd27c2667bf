#pragma once

#include <cstdint>
#include <span>
#include <string>
#include <vector>

#include "voice/media/source_lock.hpp"

namespace aproape::voice {

// Our side of ICE (RFC 8445, lite): we wait at one address and answer whoever proves the password of this
// leg. Plain calculation; for one thread at a time.
class IceLite {
 public:
  // With a random name and password.
  IceLite();

  struct Reply {
    std::vector<std::uint8_t> bytes;  // empty: nothing is answered
    bool chosen = false;              // the peer uses the pair that this came on
  };
  // One STUN datagram from `from`.
  [[nodiscard]] Reply take(std::span<const std::uint8_t> datagram, Endpoint from) const;

  [[nodiscard]] const std::string& ufrag() const { return ufrag_; }
  [[nodiscard]] const std::string& password() const { return password_; }

 private:
  std::string ufrag_;
  std::string password_;
};

}  // namespace aproape::voice
