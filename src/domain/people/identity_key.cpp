#include "domain/people/identity_key.hpp"

#include "text/fold.hpp"
#include "text/phone.hpp"

namespace aproape::people {
namespace {

std::string without_blanks(std::string_view value) {
  std::string kept;
  for (const char c : value)
    if (c != ' ' && c != '\t' && c != '-' && c != '\r' && c != '\n') kept += c;
  return kept;
}

bool only_digits(std::string_view value) {
  return value.find_first_not_of("0123456789") == std::string_view::npos;
}

}  // namespace

std::string identity_key(std::string_view kind, std::string_view value) {
  if (value.empty() || value.size() > 320) return {};
  if (kind == "email") {
    const std::string key = text::fold(without_blanks(value));
    const std::size_t at = key.rfind('@');
    return at == std::string::npos || at == 0 || at + 1 == key.size() ? std::string() : key;
  }
  if (kind == "phone") {
    const auto phone = text::parse_phone(value, "RO");
    return phone ? phone->e164 : std::string();
  }
  if (kind == "cnp") {
    const std::string key = without_blanks(value);
    return key.size() == 13 && only_digits(key) ? key : std::string();
  }
  if (kind == "passport" || kind == "messenger") return text::fold(without_blanks(value));
  return {};
}

std::string identity_words(std::string_view kind, std::string_view value) {
  constexpr std::string_view kRomania = "+40";
  const std::string key = identity_key(kind, value);
  std::string words = std::string(value) + ' ' + key;
  if (kind != "phone" || key.empty()) return words;
  words += " 00" + key.substr(1);
  if (!key.starts_with(kRomania)) return words;
  words += " 0" + key.substr(kRomania.size());
  // With the blanks of who wrote it: "021 555 0100".
  if (value.starts_with(kRomania)) {
    const std::size_t digits = value.find_first_of("0123456789", kRomania.size());
    words += " 0" + std::string(value.substr(digits));
  }
  return words;
}

}  // namespace aproape::people
