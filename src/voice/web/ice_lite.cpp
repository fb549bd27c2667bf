#include "voice/web/ice_lite.hpp"

#include <openssl/rand.h>
#include <re.h>

#include <string_view>

#include "base/error.hpp"
#include "voice/sip/re_ptr.hpp"

namespace aproape::voice {
namespace {

constexpr std::size_t kUfrag = 8;      // 48 bits; RFC 8445 5.3 wants 24
constexpr std::size_t kPassword = 24;  // 144 bits; it wants 128

std::string random_name(std::size_t size) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
  std::vector<unsigned char> bytes(size);
  if (RAND_bytes(bytes.data(), static_cast<int>(size)) != 1) throw Error(ErrorKind::internal, "voice.random");
  std::string out;
  for (const unsigned char byte : bytes) out += kLetters[byte & 63U];
  return out;
}

const std::uint8_t* key_of(const std::string& password) {
  return reinterpret_cast<const std::uint8_t*>(password.data());
}

// Whether the request is for `ufrag`: "ours:theirs".
bool is_for(const stun_msg& message, const std::string& ufrag) {
  const stun_attr* name = stun_msg_attr(&message, STUN_ATTR_USERNAME);
  return name != nullptr && name->v.username != nullptr &&
         std::string_view(name->v.username).starts_with(ufrag + ":");
}

}  // namespace

IceLite::IceLite() : ufrag_(random_name(kUfrag)), password_(random_name(kPassword)) {}

IceLite::Reply IceLite::take(std::span<const std::uint8_t> datagram, Endpoint from) const {
  const RePtr<mbuf> in(mbuf_alloc(datagram.size()));
  if (!in || mbuf_write_mem(in.get(), datagram.data(), datagram.size()) != 0) return {};
  in->pos = 0;
  stun_msg* read = nullptr;
  stun_unknown_attr unknown{};
  if (stun_msg_decode(&read, in.get(), &unknown) != 0) return {};
  const RePtr<stun_msg> message(read);
  if (stun_msg_class(read) != STUN_CLASS_REQUEST || stun_msg_method(read) != STUN_METHOD_BINDING ||
      !is_for(*read, ufrag_) || stun_msg_chk_mi(read, key_of(password_), password_.size()) != 0)
    return {};
  const RePtr<mbuf> out(mbuf_alloc(128));
  sa seen{};
  sa_set_in(&seen, from.address, from.port);
  if (!out || stun_msg_encode(out.get(), STUN_METHOD_BINDING, STUN_CLASS_SUCCESS_RESP, stun_msg_tid(read),
                              nullptr, key_of(password_), password_.size(), true, 0x00, 1,
                              STUN_ATTR_XOR_MAPPED_ADDR, &seen) != 0)
    return {};
  return {{out->buf, out->buf + out->end}, stun_msg_attr(read, STUN_ATTR_USE_CAND) != nullptr};
}

}  // namespace aproape::voice
