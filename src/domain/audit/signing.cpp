#include "domain/audit/signing.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <fstream>
#include <sstream>

#include "base/error.hpp"

namespace aproape::audit {
namespace {

const unsigned char* bytes_of(const std::string& text) {
  return reinterpret_cast<const unsigned char*>(text.data());
}
unsigned char* bytes_of(std::string& text) {
  return reinterpret_cast<unsigned char*>(text.data());
}

std::string to_hex(const std::string& bytes) {
  std::string out(bytes.size() * 2 + 1, '\0');
  sodium_bin2hex(out.data(), out.size(), bytes_of(bytes), bytes.size());
  out.pop_back();
  return out;
}

std::string statement(std::int64_t seq, Millis at, const std::string& hash) {
  return "aproape audit head 1\n" + std::to_string(seq) + "\n" + std::to_string(at) + "\n" + hash;
}

}  // namespace

HeadSigner::HeadSigner(const std::string& seed)
    : secret_(crypto_sign_SECRETKEYBYTES, '\0'), public_(crypto_sign_PUBLICKEYBYTES, '\0') {
  if (seed.size() != crypto_sign_SEEDBYTES) throw Error(ErrorKind::internal, "key.length", "audit.key");
  crypto_sign_seed_keypair(bytes_of(public_), bytes_of(secret_), bytes_of(seed));
}

HeadSigner::~HeadSigner() {
  sodium_memzero(secret_.data(), secret_.size());
}

Head HeadSigner::sign(std::int64_t seq, Millis at, const std::string& hash) const {
  const std::string text = statement(seq, at, hash);
  std::string signature(crypto_sign_BYTES, '\0');
  crypto_sign_detached(bytes_of(signature), nullptr, bytes_of(text), text.size(), bytes_of(secret_));
  return Head{seq, at, hash, to_hex(public_), to_hex(signature)};
}

bool HeadSigner::signed_by_us(const Head& head) const {
  std::string signature(crypto_sign_BYTES, '\0');
  std::size_t size = 0;
  if (sodium_hex2bin(bytes_of(signature), signature.size(), head.signature.data(), head.signature.size(),
                     nullptr, &size, nullptr) != 0 ||
      size != signature.size())
    return false;
  const std::string text = statement(head.seq, head.at, head.hash);
  return head.public_key == to_hex(public_) &&
         crypto_sign_verify_detached(bytes_of(signature), bytes_of(text), text.size(), bytes_of(public_)) ==
             0;
}

void HeadFile::append(const Head& head) const {
  const std::string line = std::to_string(head.seq) + " " + std::to_string(head.at) + " " + head.hash + " " +
                           head.public_key + " " + head.signature + "\n";
  const int file = ::open(path_.c_str(), O_WRONLY | O_CREAT | O_APPEND | O_CLOEXEC, 0600);
  if (file < 0) throw Error(ErrorKind::unavailable, "audit.head_file");
  const bool written =
      ::write(file, line.data(), line.size()) == static_cast<ssize_t>(line.size()) && ::fdatasync(file) == 0;
  ::close(file);
  if (!written) throw Error(ErrorKind::unavailable, "audit.head_file");
}

std::vector<Head> HeadFile::read() const {
  std::vector<Head> heads;
  std::ifstream file(path_);
  for (std::string line; std::getline(file, line);) {
    std::istringstream fields(line);
    Head head;
    fields >> head.seq >> head.at >> head.hash >> head.public_key >> head.signature;
    heads.push_back(std::move(head));
  }
  return heads;
}

}  // namespace aproape::audit
