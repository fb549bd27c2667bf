#include "formats/sms/transliterate.hpp"

#include "text/unicode.hpp"

namespace aproape::sms {
namespace {

// Empty: it stays as it is.
std::string_view plain(char32_t character) {
  switch (character) {
    case U'ș':
    case U'ş':
      return "s";
    case U'Ș':
    case U'Ş':
      return "S";
    case U'ț':
    case U'ţ':
      return "t";
    case U'Ț':
    case U'Ţ':
      return "T";
    case U'ă':
    case U'â':
      return "a";
    case U'Ă':
    case U'Â':
      return "A";
    case U'î':
      return "i";
    case U'Î':
      return "I";
    case U'„':
    case U'“':
    case U'”':
    case U'«':
    case U'»':
      return "\"";
    case U'‘':
    case U'’':
      return "'";
    case U'–':
    case U'—':
      return "-";
    case U'…':
      return "...";
    case U'\u00A0':
    case U'\u202F':
      return " ";
    default:
      return {};
  }
}

}  // namespace

std::string transliterate(std::string_view utf8) {
  std::string out;
  out.reserve(utf8.size());
  while (!utf8.empty()) {
    const std::string_view before = utf8;
    const std::string_view instead = plain(text::take_character(utf8));
    out += instead.empty() ? before.substr(0, before.size() - utf8.size()) : instead;
  }
  return out;
}

}  // namespace aproape::sms
