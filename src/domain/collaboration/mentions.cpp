#include "domain/collaboration/mentions.hpp"

#include <algorithm>

namespace aproape::collaboration {
namespace {

constexpr std::size_t kMost = 20;
constexpr std::size_t kShortest = 2;
constexpr std::size_t kLongest = 40;

char lower(char c) {
  return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c;
}

bool is_plain(char c) {
  return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

bool is_part(char c) {
  return is_plain(c) || c == '.' || c == '-' || c == '_';
}

bool may_precede(char c) {
  return std::string_view(" \t\r\n([{,;:\"'/").find(c) != std::string_view::npos;
}

}  // namespace

bool is_handle(std::string_view word) {
  return word.size() >= kShortest && word.size() <= kLongest &&
         std::all_of(word.begin(), word.end(), is_part) && is_plain(word.front()) && is_plain(word.back());
}

std::vector<std::string> mentions_in(std::string_view text) {
  std::vector<std::string> found;
  for (std::size_t at = text.find('@'); at != std::string_view::npos; at = text.find('@', at + 1)) {
    if (at > 0 && !may_precede(text[at - 1])) continue;
    std::string word;
    for (std::size_t i = at + 1; i < text.size() && is_part(lower(text[i])); ++i) word += lower(text[i]);
    while (!word.empty() && !is_plain(word.back())) word.pop_back();
    if (!is_handle(word) || std::find(found.begin(), found.end(), word) != found.end()) continue;
    found.push_back(std::move(word));
    if (found.size() == kMost) break;
  }
  return found;
}

}  // namespace aproape::collaboration
