#include "domain/satisfaction/invitation.hpp"

#include <charconv>
#include <cstdio>

#include "storage/signature.hpp"

namespace aproape::satisfaction {
namespace {

constexpr std::string_view kPurpose = "satisfaction";
constexpr std::size_t kNamed = 16 + 10;  // digits of the case and of the second
constexpr std::size_t kSignatureBytes = 16;

template <class Number>
std::optional<Number> hex_of(std::string_view text) {
  Number value = 0;
  const auto [end, fault] = std::from_chars(text.data(), text.data() + text.size(), value, 16);
  if (fault != std::errc() || end != text.data() + text.size()) return std::nullopt;
  return value;
}

}  // namespace

std::string make_token(std::string_view key, const Invitation& invitation) {
  char named[kNamed + 1];
  std::snprintf(named, sizeof named, "%016llx%010llx",
                static_cast<unsigned long long>(invitation.case_id.value),
                static_cast<unsigned long long>(invitation.until / kSecond));
  return named + storage::sign(key, kPurpose, named, kSignatureBytes);
}

std::optional<Invitation> read_token(std::string_view key, std::string_view token) {
  if (token.size() != kNamed + 2 * kSignatureBytes) return std::nullopt;
  std::string lower(token);
  for (char& c : lower)
    if (c >= 'A' && c <= 'F') c = static_cast<char>(c - 'A' + 'a');
  const std::string_view named = std::string_view(lower).substr(0, kNamed);
  if (!storage::signature_fits(key, kPurpose, named, std::string_view(lower).substr(kNamed), kSignatureBytes))
    return std::nullopt;
  const auto id = hex_of<std::uint64_t>(named.substr(0, 16));
  const auto second = hex_of<std::int64_t>(named.substr(16));
  if (!id || !second) return std::nullopt;
  return Invitation{CaseId{static_cast<std::int64_t>(*id)}, *second * kSecond};
}

}  // namespace aproape::satisfaction
