#include "storage/key_ring.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>

#include "base/error.hpp"
#include "base/id.hpp"
#include "storage/durable_file.hpp"

namespace aproape::storage {
namespace {

constexpr char kContext[crypto_kdf_CONTEXTBYTES + 1] = "aproblob";
static_assert(Key::kSize == crypto_kdf_KEYBYTES);
static_assert(Key::kSize == crypto_aead_xchacha20poly1305_ietf_KEYBYTES);

void start_sodium() {
  if (sodium_init() < 0) throw Error(ErrorKind::internal, "internal", "libsodium does not start");
}

const unsigned char* bytes_of(std::string_view text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

// Two processes may start at once: the key that is linked into place first stays.
void make_master_key(const std::filesystem::path& path) {
  const auto temporary =
      path.parent_path() / ("new." + std::to_string(next_id()) + "." + std::to_string(::getpid()));
  const Key fresh = Key::random();
  {
    const Descriptor fd(::open(temporary.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, 0600));
    const bool written = fd.valid() && ::write(fd.get(), fresh.data(), Key::kSize) == ssize_t{Key::kSize} &&
                         ::fsync(fd.get()) == 0;
    const int linked = written ? ::link(temporary.c_str(), path.c_str()) : -1;
    const int code = errno;
    ::unlink(temporary.c_str());
    if (linked != 0 && !(written && code == EEXIST)) {
      throw Error(ErrorKind::unavailable, "storage.failed",
                  std::string("master key: ") + std::strerror(code));
    }
  }
  sync_folder(path.parent_path());
}

}  // namespace

Key Key::random() {
  start_sodium();
  Key key;
  randombytes_buf(key.bytes_, kSize);
  return key;
}

Key::Key(std::string_view bytes) {
  if (bytes.size() != kSize) throw Error(ErrorKind::internal, "storage.corrupt", "a key of the wrong length");
  std::memcpy(bytes_, bytes.data(), kSize);
}

Key::~Key() {
  sodium_memzero(bytes_, kSize);
}

Key Key::derive(std::uint64_t purpose) const {
  Key key;
  crypto_kdf_derive_from_key(key.bytes_, kSize, purpose, kContext, bytes_);
  return key;
}

Key load_master_key(const std::filesystem::path& keys_dir) {
  start_sodium();
  make_folder(keys_dir);
  const auto path = keys_dir / "master.key";
  if (!std::filesystem::exists(path)) make_master_key(path);
  struct stat status {};
  if (::stat(path.c_str(), &status) != 0 || (status.st_mode & 077) != 0 ||
      status.st_size != off_t{Key::kSize}) {
    throw Error(ErrorKind::internal, "storage.master_key",
                "it must hold 32 bytes and be readable by its owner alone");
  }
  std::string bytes = read_file(path);
  Key key(bytes);
  sodium_memzero(bytes.data(), bytes.size());
  return key;
}

std::string wrap_key(const Key& master, const Key& key, std::int64_t ring) {
  constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  const std::string bound = std::to_string(ring);
  std::string wrapped(kNonce + Key::kSize + crypto_aead_xchacha20poly1305_ietf_ABYTES, '\0');
  randombytes_buf(wrapped.data(), kNonce);
  crypto_aead_xchacha20poly1305_ietf_encrypt(bytes_of(wrapped) + kNonce, nullptr, key.data(), Key::kSize,
                                             bytes_of(std::string_view(bound)), bound.size(), nullptr,
                                             bytes_of(wrapped), master.data());
  return wrapped;
}

Key unwrap_key(const Key& master, std::string_view wrapped, std::int64_t ring) {
  constexpr std::size_t kNonce = crypto_aead_xchacha20poly1305_ietf_NPUBBYTES;
  const std::string bound = std::to_string(ring);
  std::string plain(Key::kSize, '\0');
  const bool opens =
      wrapped.size() == kNonce + Key::kSize + crypto_aead_xchacha20poly1305_ietf_ABYTES &&
      crypto_aead_xchacha20poly1305_ietf_decrypt(
          bytes_of(plain), nullptr, nullptr, bytes_of(wrapped) + kNonce, wrapped.size() - kNonce,
          bytes_of(std::string_view(bound)), bound.size(), bytes_of(wrapped), master.data()) == 0;
  if (!opens)
    throw Error(ErrorKind::internal, "storage.corrupt", "a ring's key does not open with this master key");
  Key key(plain);
  sodium_memzero(plain.data(), plain.size());
  return key;
}

}  // namespace aproape::storage
