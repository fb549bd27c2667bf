#include "text/names.hpp"

#include <algorithm>
#include <array>

#include "text/fold.hpp"
#include "text/unicode.hpp"

namespace aproape::text {
namespace {

constexpr std::size_t kMostWords = 12;

constexpr std::array<std::string_view, 17> kTitles = {"av",         "dl",  "dna", "dnul", "doamna", "domnul",
                                                      "domnisoara", "dr",  "dra", "ing",  "jr",     "miss",
                                                      "mr",         "mrs", "ms",  "prof", "sr"};

// Whether two words differ by at most one letter (changed, added, left out, or two changed places).
bool nearly_equal(std::string_view a, std::string_view b) {
  if (a.size() > b.size()) std::swap(a, b);
  if (b.size() - a.size() > 1) return false;
  std::size_t start = 0;
  while (start < a.size() && a[start] == b[start]) ++start;
  if (a.size() < b.size()) return a.substr(start) == b.substr(start + 1);
  if (a.substr(start) == b.substr(start) ||
      a.substr(std::min(start + 1, a.size())) == b.substr(std::min(start + 1, b.size()))) {
    return true;
  }
  return start + 1 < a.size() && a[start] == b[start + 1] && a[start + 1] == b[start] &&
         a.substr(start + 2) == b.substr(start + 2);
}

}  // namespace

std::vector<std::string> name_words(std::string_view name) {
  std::vector<std::string> words;
  const std::string folded = fold(prefix(name, 500));
  std::string word;
  const auto end_word = [&] {
    const bool title = std::find(kTitles.begin(), kTitles.end(), word) != kTitles.end();
    if (!word.empty() && !title && words.size() < kMostWords) words.push_back(word);
    word.clear();
  };
  for (std::string_view rest = folded; !rest.empty();) {
    const std::string_view before = rest;
    const char32_t c = take_character(rest);
    if (is_letter(c)) {
      word += before.substr(0, before.size() - rest.size());
    } else if (c != '\'' && c != U'\u2019') {  // O'Brien is one word
      end_word();
    }
  }
  end_word();
  return words;
}

std::string name_key(std::string_view name) {
  std::vector<std::string> words = name_words(name);
  std::sort(words.begin(), words.end());
  std::string key;
  for (const std::string& word : words) key += (key.empty() ? "" : " ") + word;
  return key;
}

int name_likeness(std::string_view a, std::string_view b) {
  std::vector<std::string> left = name_words(a);
  std::vector<std::string> right = name_words(b);
  if (left.size() > right.size()) std::swap(left, right);
  if (left.empty()) return 0;
  const std::size_t fewer = left.size();
  const std::size_t more = right.size();
  int points = 0;  // 100 a word
  for (const bool exact : {true, false}) {
    for (std::string& word : left) {
      if (word.empty()) continue;
      for (std::string& other : right) {
        const bool near = !exact && word.size() >= 5 && other.size() >= 5 && nearly_equal(word, other);
        if (other.empty() || !(word == other || near)) continue;
        points += exact ? 100 : 85;
        word.clear();
        other.clear();
        break;
      }
    }
  }
  const int of_fewer = points / static_cast<int>(fewer);
  if (fewer == more) return of_fewer;
  // A part of the other name: telling with two words or more, little with one.
  return fewer >= 2 ? of_fewer * 90 / 100 : of_fewer * 50 / 100;
}

std::string clean_name(std::string_view name) {
  std::string out;
  bool gap = false;
  const std::string valid = valid_utf8(name);
  for (std::string_view rest = valid; !rest.empty();) {
    const std::string_view before = rest;
    const char32_t c = take_character(rest);
    const bool direction = (c >= 0x200B && c <= 0x200F) || (c >= 0x202A && c <= 0x202E) ||
                           (c >= 0x2060 && c <= 0x206F) || c == 0xFEFF || c == 0xAD;
    if (direction) continue;
    if (c <= 0x20 || (c >= 0x7F && c <= 0xA0) || c == 0x2028 || c == 0x2029) {
      gap = !out.empty();
      continue;
    }
    if (gap) out.push_back(' ');
    gap = false;
    out += before.substr(0, before.size() - rest.size());
  }
  return std::string(prefix(out, 200));
}

}  // namespace aproape::text
