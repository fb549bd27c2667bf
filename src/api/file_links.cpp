#include "api/file_links.hpp"

#include <openssl/crypto.h>
#include <openssl/hmac.h>

#include <algorithm>
#include <vector>

#include "base/error.hpp"
#include "storage/key_file.hpp"

namespace aproape::api {
namespace {

constexpr Millis kLife = 10 * kMinute;
constexpr std::size_t kSignatureBytes = 16;

std::string signature(std::string_view key, std::string_view text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(text.data()), text.size(), digest, &size) == nullptr)
    throw Error(ErrorKind::internal, "internal", "HMAC failed");
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (std::size_t i = 0; i < kSignatureBytes; ++i) {
    hex += kDigits[digest[i] >> 4U];
    hex += kDigits[digest[i] & 15U];
  }
  return hex;
}

}  // namespace

FileLinks::FileLinks(const std::filesystem::path& data_dir, std::string origin, const Clock& clock)
    : key_(storage::load_or_make_key(data_dir / "keys" / "files.key", 32)),
      origin_(std::move(origin)),
      clock_(clock) {}

std::string FileLinks::url(const FileTarget& target) const {
  // The bit of 8 is always set: a number of an address is never zero.
  const int marks = 8 + (target.kind == FileTarget::Kind::contact_html ? 1 : 0) + (target.show ? 2 : 0) +
                    (target.confirmed ? 4 : 0);
  const std::string text = std::to_string(target.id) + '-' + std::to_string(marks) + '-' +
                           std::to_string(target.account.value) + '-' + std::to_string(clock_.now() + kLife);
  return origin_ + "/f/" + text + '-' + signature(key_, text);
}

std::optional<FileTarget> FileLinks::read(std::string_view token) const {
  const std::size_t last = token.rfind('-');
  if (last == std::string_view::npos) return std::nullopt;
  const std::string_view text = token.substr(0, last);
  const std::string expected = signature(key_, text);
  const std::string_view given = token.substr(last + 1);
  if (given.size() != expected.size() || CRYPTO_memcmp(given.data(), expected.data(), expected.size()) != 0)
    return std::nullopt;
  std::vector<std::int64_t> numbers;
  for (std::size_t begin = 0; begin <= text.size();) {
    const std::size_t end = std::min(text.find('-', begin), text.size());
    const auto number = parse_id(text.substr(begin, end - begin));
    if (!number) return std::nullopt;
    numbers.push_back(*number);
    begin = end + 1;
  }
  if (numbers.size() != 4 || numbers[3] < clock_.now()) return std::nullopt;
  return FileTarget{(numbers[1] & 1) != 0 ? FileTarget::Kind::contact_html : FileTarget::Kind::attachment,
                    numbers[0], (numbers[1] & 2) != 0, (numbers[1] & 4) != 0, AccountId{numbers[2]}};
}

}  // namespace aproape::api
