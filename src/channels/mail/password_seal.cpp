#include "channels/mail/password_seal.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "base/error.hpp"

namespace aproape::mail {
namespace {

constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
constexpr std::size_t kTag = crypto_aead_xchacha20poly1305_ietf_ABYTES;
constexpr std::size_t kKey = crypto_aead_xchacha20poly1305_ietf_KEYBYTES;

unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}
const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}

std::string read_key(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), std::istreambuf_iterator<char>()};
}

// Two processes may start at once: whoever creates the file writes it, the other reads it.
void make_key(const std::filesystem::path& file) {
  const int out = ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (out < 0) return;
  std::string key(kKey, '\0');
  randombytes_buf(key.data(), key.size());
  const bool written =
      ::write(out, key.data(), key.size()) == static_cast<ssize_t>(key.size()) && ::fsync(out) == 0;
  ::close(out);
  if (!written) {
    std::filesystem::remove(file);
    throw Error(ErrorKind::unavailable, "storage.full");
  }
}

}  // namespace

PasswordSeal::PasswordSeal(const std::filesystem::path& data_dir) {
  if (sodium_init() < 0) throw Error(ErrorKind::internal, "crypto.start");
  const auto file = data_dir / "keys" / "mail.key";
  std::filesystem::create_directories(file.parent_path());
  if (!std::filesystem::exists(file)) make_key(file);
  key_ = read_key(file);
  if (key_.size() != kKey)
    throw Error(ErrorKind::internal, "crypto.key_file", "keys/mail.key has a wrong length");
}

std::string PasswordSeal::seal(std::string_view plain) const {
  std::string out(kNonce + plain.size() + kTag, '\0');
  randombytes_buf(out.data(), kNonce);
  unsigned long long length = 0;
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(out) + kNonce, &length, bytes_of(plain), plain.size(),
                                             nullptr, 0, nullptr, bytes_of(out),
                                             bytes_of(std::string_view(key_)));
  return out;
}

std::string PasswordSeal::open(std::string_view sealed) const {
  if (sealed.empty()) return {};
  if (sealed.size() < kNonce + kTag) throw Error(ErrorKind::internal, "mailbox.password_lost");
  std::string plain(sealed.size() - kNonce - kTag, '\0');
  unsigned long long length = 0;
  if (crypto_aead_xchacha20poly1305_ietf_decrypt(bytes_of(plain), &length, nullptr, bytes_of(sealed) + kNonce,
                                                 sealed.size() - kNonce, nullptr, 0, bytes_of(sealed),
                                                 bytes_of(std::string_view(key_))) != 0) {
    throw Error(ErrorKind::internal, "mailbox.password_lost");
  }
  return plain;
}

}  // namespace aproape::mail
