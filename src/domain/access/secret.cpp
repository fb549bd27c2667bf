#include "domain/access/secret.hpp"

#include <sodium.h>

#include "base/error.hpp"

namespace aproape::access {
namespace {

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

std::string to_hex(std::string_view bytes) {
  std::string out(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes_of(bytes), bytes.size());
  out.pop_back();
  return out;
}

}  // namespace

std::string random_bytes(std::size_t count) {
  std::string raw(count, '\0');
  randombytes_buf(raw.data(), raw.size());
  return raw;
}

std::string random_token(std::size_t bytes) {
  const std::string raw = random_bytes(bytes);
  constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
  std::string out(sodium_base64_ENCODED_LEN(bytes, kVariant), '\0');
  sodium_bin2base64(out.data(), out.size(), bytes_of(raw), raw.size(), kVariant);
  out.resize(out.find('\0'));
  return out;
}

std::string random_password(int words) {
  constexpr std::string_view kLetters = "abcdefghjkmnpqrstuvwxyz23456789";
  std::string out;
  for (int word = 0; word < words; ++word) {
    if (word > 0) out += '-';
    for (int i = 0; i < 5; ++i)
      out += kLetters[randombytes_uniform(static_cast<std::uint32_t>(kLetters.size()))];
  }
  return out;
}

std::string token_hash(std::string_view token) {
  std::string digest(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(bytes_of(digest), bytes_of(token), token.size());
  return to_hex(digest);
}

std::string SecretBox::seal(std::string_view plain) const {
  const std::string nonce = random_bytes(crypto_secretbox_NONCEBYTES);
  std::string sealed(plain.size() + crypto_secretbox_MACBYTES, '\0');
  crypto_secretbox_easy(bytes_of(sealed), bytes_of(plain), plain.size(), bytes_of(nonce), bytes_of(key_));
  return to_hex(nonce + sealed);
}

std::string SecretBox::open(std::string_view sealed) const {
  std::string raw(sealed.size() / 2, '\0');
  std::size_t size = 0;
  constexpr std::size_t kOverhead = crypto_secretbox_NONCEBYTES + crypto_secretbox_MACBYTES;
  if (sodium_hex2bin(bytes_of(raw), raw.size(), sealed.data(), sealed.size(), nullptr, &size, nullptr) != 0 ||
      size != raw.size() || size < kOverhead)
    throw Error(ErrorKind::internal, "access.key");
  std::string plain(size - kOverhead, '\0');
  const std::string_view cipher = std::string_view(raw).substr(crypto_secretbox_NONCEBYTES);
  if (crypto_secretbox_open_easy(bytes_of(plain), bytes_of(cipher), cipher.size(), bytes_of(raw),
                                 bytes_of(key_)) != 0)
    throw Error(ErrorKind::internal, "access.key");
  return plain;
}

}  // namespace aproape::access
