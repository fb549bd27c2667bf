#include "domain/messages/reply_token.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include <charconv>

#include "base/error.hpp"

namespace aproape::messages {
namespace {

constexpr std::size_t kIdLength = 16;
constexpr std::size_t kSignatureBytes = 12;

std::string hex(const unsigned char* bytes, std::size_t size) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string text;
  for (std::size_t i = 0; i < size; ++i) {
    text += kDigits[bytes[i] >> 4U];
    text += kDigits[bytes[i] & 15U];
  }
  return text;
}

std::string id_part(CaseId id) {
  unsigned char bytes[8];
  auto value = static_cast<std::uint64_t>(id.value);
  for (std::size_t i = 8; i-- > 0; value >>= 8U) bytes[i] = static_cast<unsigned char>(value & 255U);
  return hex(bytes, sizeof bytes);
}

std::string signature(std::string_view key, std::string_view text) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  const std::string signed_text = "reply-token:" + std::string(text);
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(signed_text.data()), signed_text.size(), digest,
           &size) == nullptr)
    throw Error(ErrorKind::internal, "internal", "HMAC failed");
  return hex(digest, kSignatureBytes);
}

}  // namespace

std::string make_reply_token(std::string_view key, CaseId id) {
  const std::string part = id_part(id);
  return part + signature(key, part);
}

std::optional<CaseId> read_reply_token(std::string_view key, std::string_view token) {
  if (token.size() != kIdLength + 2 * kSignatureBytes) return std::nullopt;
  std::string lower(token);
  for (char& c : lower)
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
  const std::string_view part = std::string_view(lower).substr(0, kIdLength);
  const std::string expected = signature(key, part);
  if (CRYPTO_memcmp(expected.data(), lower.data() + kIdLength, expected.size()) != 0) return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, fault] = std::from_chars(part.data(), part.data() + part.size(), value, 16);
  if (fault != std::errc() || end != part.data() + part.size()) return std::nullopt;
  return CaseId{static_cast<std::int64_t>(value)};
}

}  // namespace aproape::messages
