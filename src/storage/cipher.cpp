#include "storage/cipher.hpp"

#include <sodium.h>

#include "base/error.hpp"

namespace aproape::storage {
namespace {

constexpr std::size_t kChunk = 64 * 1024;
constexpr std::size_t kHeader = crypto_secretstream_xchacha20poly1305_HEADERBYTES;
constexpr std::size_t kExtra = crypto_secretstream_xchacha20poly1305_ABYTES;

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

std::string hex(std::string_view bytes) {
  std::string out(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes_of(bytes), bytes.size());
  out.pop_back();
  return out;
}

}  // namespace

void encrypt(const Key& key, std::string_view plain, const std::function<void(std::string_view)>& out) {
  crypto_secretstream_xchacha20poly1305_state state;
  std::string buffer(kHeader, '\0');
  crypto_secretstream_xchacha20poly1305_init_push(&state, bytes_of(buffer), key.data());
  out(buffer);
  bool last = false;
  while (!last) {
    const std::string_view chunk = plain.substr(0, kChunk);
    plain.remove_prefix(chunk.size());
    last = plain.empty();
    buffer.resize(chunk.size() + kExtra);
    crypto_secretstream_xchacha20poly1305_push(&state, bytes_of(buffer), nullptr, bytes_of(chunk),
                                               chunk.size(), nullptr, 0,
                                               last ? crypto_secretstream_xchacha20poly1305_TAG_FINAL : 0);
    out(buffer);
  }
  sodium_memzero(&state, sizeof state);
}

std::string decrypt(const Key& key, std::string_view encrypted) {
  const auto corrupt = [] {
    return Error(ErrorKind::internal, "storage.corrupt", "an encrypted file does not open");
  };
  crypto_secretstream_xchacha20poly1305_state state;
  if (encrypted.size() < kHeader + kExtra ||
      crypto_secretstream_xchacha20poly1305_init_pull(&state, bytes_of(encrypted), key.data()) != 0) {
    throw corrupt();
  }
  encrypted.remove_prefix(kHeader);
  std::string plain;
  plain.reserve(encrypted.size());
  unsigned char tag = 0;
  while (!encrypted.empty()) {
    const std::string_view chunk = encrypted.substr(0, kChunk + kExtra);
    encrypted.remove_prefix(chunk.size());
    const std::size_t at = plain.size();
    if (chunk.size() < kExtra) throw corrupt();
    plain.resize(at + chunk.size() - kExtra);
    if (crypto_secretstream_xchacha20poly1305_pull(&state, bytes_of(plain) + at, nullptr, &tag,
                                                   bytes_of(chunk), chunk.size(), nullptr, 0) != 0) {
      throw corrupt();
    }
  }
  sodium_memzero(&state, sizeof state);
  if (tag != crypto_secretstream_xchacha20poly1305_TAG_FINAL) throw corrupt();
  return plain;
}

std::string sha256_hex(std::string_view bytes) {
  std::string hash(crypto_hash_sha256_BYTES, '\0');
  crypto_hash_sha256(bytes_of(hash), bytes_of(bytes), bytes.size());
  return hex(hash);
}

std::string hidden_name(const Key& key, std::string_view sha256) {
  std::string hash(crypto_generichash_BYTES, '\0');
  crypto_generichash(bytes_of(hash), hash.size(), bytes_of(sha256), sha256.size(), key.data(), Key::kSize);
  return hex(hash);
}

}  // namespace aproape::storage
