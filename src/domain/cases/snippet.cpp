#include "domain/cases/snippet.hpp"

#include <algorithm>

#include "text/fold.hpp"

namespace aproape::cases {

std::string snippet(std::string_view text) {
  constexpr std::size_t kMost = 160;
  std::string short_text;
  while (!text.empty() && short_text.size() < kMost) {
    const std::size_t end = std::min(text.find('\n'), text.size());
    const std::string_view line = text.substr(0, end);
    text.remove_prefix(std::min(end + 1, text.size()));
    if (line.starts_with('>')) continue;
    for (const char c : line) {
      if (short_text.size() > kMost) break;
      const bool blank = c == ' ' || c == '\t' || c == '\r';
      if (!blank)
        short_text += c;
      else if (!short_text.empty() && short_text.back() != ' ')
        short_text += ' ';
    }
    if (!short_text.empty() && short_text.back() != ' ') short_text += ' ';
  }
  std::string cut(text::prefix(short_text, kMost));
  while (!cut.empty() && cut.back() == ' ') cut.pop_back();
  return cut;
}

}  // namespace aproape::cases
