#include "voice/web/srtp_pair.hpp"

#include <re.h>

#include "base/error.hpp"

namespace aproape::voice {
namespace {

RePtr<srtp> make(bool gcm, const std::vector<std::uint8_t>& key) {
  srtp* made = nullptr;
  const auto suite = gcm ? SRTP_AES_128_GCM : SRTP_AES_CM_128_HMAC_SHA1_80;
  if (srtp_alloc(&made, suite, key.data(), key.size(), 0) != 0)
    throw Error(ErrorKind::internal, "voice.srtp");
  return RePtr<srtp>(made);
}

// libre's buffer over bytes that are ours; it never grows beyond them, since there is room for the tail.
mbuf over(std::span<std::uint8_t> bytes, std::size_t used) {
  mbuf out{};
  out.buf = bytes.data();
  out.size = bytes.size();
  out.end = used;
  return out;
}

}  // namespace

SrtpPair::SrtpPair(const SrtpKeys& keys)
    : theirs_(make(keys.gcm, keys.theirs)), ours_(make(keys.gcm, keys.ours)) {}

std::span<const std::uint8_t> SrtpPair::open(std::span<std::uint8_t> packet) {
  mbuf buffer = over(packet, packet.size());
  if (srtp_decrypt(theirs_.get(), &buffer) != 0) return {};
  return packet.first(buffer.end);
}

std::size_t SrtpPair::seal(std::span<std::uint8_t> bytes, std::size_t size) {
  mbuf buffer = over(bytes, size);
  return srtp_encrypt(ours_.get(), &buffer) == 0 ? buffer.end : 0;
}

}  // namespace aproape::voice
