#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

#include "voice/media/media_leg.hpp"

namespace aproape::voice {

// SHA-256 of a certificate, as the description names it.
using Fingerprint = std::array<std::uint8_t, 32>;

// What a browser offers (RFC 8829): one stream of sound, sealed with SRTP.
struct WebOffer {
  std::string mid;  // its name of the stream
  Fingerprint fingerprint{};
  LegFormat format;  // of its codecs the first that we have, seen from our side
};

// Reads an offer: G.711 and telephone events, a browser that speaks, DTLS-SRTP where it may be the client,
// RTCP on the same port. Its candidates are not read: we learn where it is from who proves the password.
// nullopt where it is anything else, or beyond the limits (16 KiB, 400 lines of 2 KiB).
[[nodiscard]] std::optional<WebOffer> read_web_offer(std::string_view text);

// What our answer says of us.
struct WebAnswer {
  std::string address;  // IPv4, where the browser sends
  std::uint16_t port = 0;
  std::string ufrag;
  std::string password;
  Fingerprint fingerprint{};
};

// The answer to `offer` (RFC 8829 5.3): ICE-lite, DTLS server.
[[nodiscard]] std::string write_web_answer(const WebOffer& offer, const WebAnswer& answer);

}  // namespace aproape::voice
