#include "domain/messages/reply_token.hpp"

#include <charconv>

#include "storage/signature.hpp"

namespace aproape::messages {
namespace {

constexpr std::size_t kIdLength = 16;
constexpr std::size_t kSignatureBytes = 12;
constexpr std::string_view kPurpose = "reply-token";

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

}  // namespace

std::string make_reply_token(std::string_view key, CaseId id) {
  const std::string part = id_part(id);
  return part + storage::sign(key, kPurpose, part, kSignatureBytes);
}

std::optional<CaseId> read_reply_token(std::string_view key, std::string_view token) {
  if (token.size() != kIdLength + 2 * kSignatureBytes) return std::nullopt;
  std::string lower(token);
  for (char& c : lower)
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
  const std::string_view part = std::string_view(lower).substr(0, kIdLength);
  if (!storage::signature_fits(key, kPurpose, part, std::string_view(lower).substr(kIdLength),
                               kSignatureBytes))
    return std::nullopt;
  std::uint64_t value = 0;
  const auto [end, fault] = std::from_chars(part.data(), part.data() + part.size(), value, 16);
  if (fault != std::errc() || end != part.data() + part.size()) return std::nullopt;
  return CaseId{static_cast<std::int64_t>(value)};
}

}  // namespace aproape::messages
