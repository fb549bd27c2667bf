#include "text/own_words.hpp"

#include "text/fold.hpp"

namespace aproape::text {

std::string own_words(std::string_view utf8, std::size_t most) {
  std::string out;
  while (!utf8.empty() && out.size() < most) {
    const std::size_t end = utf8.find('\n');
    std::string_view line = utf8.substr(0, end);
    utf8.remove_prefix(end == std::string_view::npos ? utf8.size() : end + 1);
    if (line == "-- " || line == "-- \r") break;
    if (line.starts_with('>')) continue;
    while (!line.empty()) {
      const std::size_t blank = line.find(' ');
      const std::string_view word = line.substr(0, blank);
      line.remove_prefix(blank == std::string_view::npos ? line.size() : blank + 1);
      const bool address =
          word.find('@') != std::string_view::npos || word.find("://") != std::string_view::npos;
      if (!address) out += std::string(word) + " ";
    }
    out += '\n';
  }
  if (out.size() > most) out.resize(most);  // one line can be the whole letter
  return valid_utf8(out);
}

}  // namespace aproape::text
