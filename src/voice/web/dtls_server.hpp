#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <span>
#include <vector>

#include "voice/web/identity.hpp"

namespace aproape::voice {

// What a handshake agreed on for SRTP (RFC 5764): each side's key with its salt behind it, as libre takes it.
struct SrtpKeys {
  bool gcm = false;  // AEAD_AES_128_GCM, else AES_CM_128_HMAC_SHA1_80
  std::vector<std::uint8_t> theirs;
  std::vector<std::uint8_t> ours;
};

// Our side of one DTLS handshake, the server's, without a socket: datagrams go in and come out. Keys are
// given only to the peer whose certificate the description named. For one thread at a time.
class DtlsServer {
 public:
  using Out = std::function<void(std::span<const std::uint8_t>)>;
  // Throws Error{internal, "voice.dtls"} where there is no memory.
  DtlsServer(const WebIdentity& identity, const Fingerprint& expected);
  ~DtlsServer();
  DtlsServer(const DtlsServer&) = delete;
  DtlsServer& operator=(const DtlsServer&) = delete;

  // One datagram of the peer; answers go to `out`, one datagram a call.
  void take(std::span<const std::uint8_t> datagram, const Out& out);
  // Sends again what was lost, when it is time.
  void tick(const Out& out);
  // The keys, once, when the handshake is done and the peer is the right one.
  std::optional<SrtpKeys> keys();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aproape::voice
