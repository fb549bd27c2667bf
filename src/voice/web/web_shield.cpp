#include "voice/web/web_shield.hpp"

#include "voice/media/rtp_packet.hpp"

namespace aproape::voice {

WebShield::WebShield(const WebIdentity& identity, const Fingerprint& expected, IceLite ice)
    : ice_(std::move(ice)), dtls_(identity, expected) {}

std::span<const std::uint8_t> WebShield::open(std::span<std::uint8_t> bytes, Endpoint from,
                                              const Send& send) {
  if (bytes.empty()) return {};
  const std::uint8_t kind = bytes[0];
  if (kind < 4)
    find(bytes, from, send);
  else if (kind >= 20 && kind < 64 && peer_ == from)
    agree(bytes, send);
  else if (kind >= 128 && kind < 192 && srtp_ && bytes.size() > kRtpHeader && !is_rtcp(bytes))
    return srtp_->open(bytes);
  return {};
}

void WebShield::find(std::span<const std::uint8_t> bytes, Endpoint from, const Send& send) {
  const IceLite::Reply reply = ice_.take(bytes, from);
  if (reply.bytes.empty()) return;
  if (reply.chosen || !peer_) peer_ = from;
  send(reply.bytes, from);
}

void WebShield::agree(std::span<const std::uint8_t> bytes, const Send& send) {
  dtls_.take(bytes, [&](std::span<const std::uint8_t> out) { send(out, *peer_); });
  if (const auto keys = dtls_.keys()) srtp_.emplace(*keys);
}

std::size_t WebShield::seal(std::span<std::uint8_t> bytes, std::size_t size) {
  return srtp_ ? srtp_->seal(bytes, size) : 0;
}

void WebShield::tick(const Send& send) {
  if (!peer_) return;
  dtls_.tick([&](std::span<const std::uint8_t> out) { send(out, *peer_); });
}

std::optional<Endpoint> WebShield::peer() const {
  return srtp_ ? peer_ : std::nullopt;
}

}  // namespace aproape::voice
