#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

#include "base/embedded.hpp"
#include "domain/access/password.hpp"
#include "text/fold.hpp"

namespace aproape::access {
namespace {

constexpr std::size_t kShortest = 12;  // characters
constexpr std::size_t kLongest = 128;
constexpr std::size_t kMustRemain = 6;  // characters that nobody expects

// The list, longest word first, so that "parolamea" loses "parola" before "ola" could break it.
const std::vector<std::string>& common_words() {
  static const std::vector<std::string> words = [] {
    std::vector<std::string> list;
    for (const embedded::File& file : embedded::files()) {
      if (file.name != "catalog/common_passwords.txt") continue;
      std::string_view rest = file.content;
      while (!rest.empty()) {
        const std::size_t end = std::min(rest.find('\n'), rest.size());
        const std::string_view line = rest.substr(0, end);
        if (line.size() >= 3 && line.front() != '#') list.emplace_back(line);
        rest.remove_prefix(std::min(end + 1, rest.size()));
      }
    }
    std::sort(list.begin(), list.end(), [](const auto& a, const auto& b) { return a.size() > b.size(); });
    return list;
  }();
  return words;
}

std::size_t characters(std::string_view utf8) {
  return static_cast<std::size_t>(std::count_if(
      utf8.begin(), utf8.end(), [](char c) { return (static_cast<unsigned char>(c) & 0xC0U) != 0x80U; }));
}

// Digits and signs that stand for letters, as in "P@r0l4".
std::string unmask(std::string text) {
  for (char& c : text) {
    switch (c) {
      case '0':
        c = 'o';
        break;
      case '1':
      case '!':
        c = 'i';
        break;
      case '3':
        c = 'e';
        break;
      case '4':
      case '@':
        c = 'a';
        break;
      case '5':
      case '$':
        c = 's';
        break;
      case '7':
        c = 't';
        break;
      default:
        break;
    }
  }
  return text;
}

void blank_word(std::string& text, std::string_view word) {
  for (std::size_t at = text.find(word); at != std::string::npos; at = text.find(word, at))
    text.replace(at, word.size(), word.size(), ' ');
}

// Blanks runs of four and more that repeat ("aaaa") or count up or down ("1234", "dcba").
void blank_runs(std::string& text) {
  std::size_t begin = 0;
  for (std::size_t i = 1; i <= text.size(); ++i) {
    const int step = i < text.size() ? text[i] - text[i - 1] : 99;
    const int run_step = i - begin >= 2 ? text[begin + 1] - text[begin] : step;
    if (std::abs(step) <= 1 && step == run_step) continue;
    if (i - begin >= 4)
      std::fill(text.begin() + static_cast<std::ptrdiff_t>(begin),
                text.begin() + static_cast<std::ptrdiff_t>(i), ' ');
    begin = i < text.size() && std::abs(step) <= 1 && i - begin < 4 ? i - 1 : i;
  }
}

// Different characters that are left; a block that comes again counts once.
std::size_t unexpected(const std::string& text) {
  std::string left;
  for (const char c : text) {
    if (c != ' ') left += c;
  }
  for (std::size_t period = 1; period <= left.size() / 2; ++period) {
    bool repeats = true;
    for (std::size_t i = period; i < left.size() && repeats; ++i) repeats = left[i] == left[i - period];
    if (repeats) return period;
  }
  return left.size();
}

bool is_guessable(std::string text, const std::vector<std::string>& context) {
  for (const std::string& word : context) {
    const std::string folded = text::fold(word);
    if (folded.size() >= 3) blank_word(text, folded);
  }
  for (const std::string& word : common_words()) blank_word(text, word);
  return unexpected(text) < kMustRemain;
}

}  // namespace

std::string password_fault(std::string_view password, const std::vector<std::string>& context) {
  const std::size_t length = characters(password);
  if (length < kShortest) return "password.short";
  if (length > kLongest) return "password.long";
  std::string folded = text::fold(password);
  blank_runs(folded);
  if (is_guessable(folded, context) || is_guessable(unmask(folded), context)) return "password.common";
  return {};
}

}  // namespace aproape::access
