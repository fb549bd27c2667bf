#include "formats/mime/forwarded.hpp"

#include <algorithm>
#include <array>

#include "formats/mime/ascii.hpp"

namespace aproape::mime {
namespace {

bool is_mark(std::string_view line) {
  static constexpr std::array<std::string_view, 15> marks{
      "forwarded message",       "original message",    "begin forwarded message",
      "mesaj redirecționat",     "mesaj redirectionat", "mesaj redirecţionat",
      "mesaj original",          "messaggio inoltrato", "messaggio originale",
      "mensaje reenviado",       "mensaje original",    "weitergeleitete nachricht",
      "ursprüngliche nachricht", "message transféré",   "message d'origine"};
  line = trim(line);
  const bool framed = line.starts_with("--") || line.starts_with("__") || line.ends_with(":");
  return framed && line.size() < 120 && std::any_of(marks.begin(), marks.end(), [&](std::string_view mark) {
           return contains_ignoring_case(line, mark);
         });
}

// The value behind "From:", "De la:", "Da:", "Von:", "De :".
std::optional<std::string_view> sender_value(std::string_view line) {
  static constexpr std::array<std::string_view, 6> names{"from", "de la", "da", "von", "de", "expéditeur"};
  line = trim(line);
  while (!line.empty() && (line.front() == '>' || line.front() == '*' || line.front() == ' '))
    line.remove_prefix(1);
  const std::size_t colon = line.find(':');
  if (colon == std::string_view::npos || colon > 20) return {};
  std::string_view name = line.substr(0, colon);
  while (!name.empty() &&
         (name.back() == '*' || name.back() == ' ' || name.back() == '\xA0' || name.back() == '\xC2'))
    name.remove_suffix(1);
  for (const std::string_view known : names)
    if (equal_ignoring_case(name, known)) {
      std::string_view value = line.substr(colon + 1);
      while (!value.empty() && (value.front() == '*' || value.front() == ' ')) value.remove_prefix(1);
      return trim(value);
    }
  return {};
}

}  // namespace

std::optional<std::string> forwarded_sender(std::string_view text) {
  int left = 0;  // lines after a mark in which the sender may stand
  while (!text.empty()) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (is_mark(line)) {
      left = 10;
    } else if (left > 0) {
      --left;
      if (const auto value = sender_value(line); value && value->find('@') != std::string_view::npos)
        return std::string(value->substr(0, 500));
    }
  }
  return {};
}

}  // namespace aproape::mime
