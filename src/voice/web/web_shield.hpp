#pragma once

#include <optional>

#include "voice/media/shield.hpp"
#include "voice/web/dtls_server.hpp"
#include "voice/web/ice_lite.hpp"
#include "voice/web/srtp_pair.hpp"

namespace aproape::voice {

// The three protocols that share a browser's port (RFC 7983): STUN finds it, DTLS with it agrees on keys,
// SRTP carries the sound. Only who proved the password of the leg is spoken with at all.
class WebShield final : public Shield {
 public:
  WebShield(const WebIdentity& identity, const Fingerprint& expected, IceLite ice);

  std::span<const std::uint8_t> open(std::span<std::uint8_t> bytes, Endpoint from, const Send& send) override;
  std::size_t seal(std::span<std::uint8_t> bytes, std::size_t size) override;
  void tick(const Send& send) override;
  [[nodiscard]] std::optional<Endpoint> peer() const override;

 private:
  void find(std::span<const std::uint8_t> bytes, Endpoint from, const Send& send);
  void agree(std::span<const std::uint8_t> bytes, const Send& send);

  IceLite ice_;
  DtlsServer dtls_;
  std::optional<SrtpPair> srtp_;
  std::optional<Endpoint> peer_;
};

}  // namespace aproape::voice
