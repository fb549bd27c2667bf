#include "domain/classification/words.hpp"

#include "text/fold.hpp"
#include "text/own_words.hpp"
#include "text/unicode.hpp"

namespace aproape::classification {
namespace {

constexpr std::size_t kMostBytes = 8000;
constexpr std::size_t kMostSubject = 500;
constexpr std::size_t kLongestWord = 120;  // bytes; what is longer is no word of a language

void add_words(Text& text, std::size_t from, std::size_t to, bool subject) {
  std::string_view rest = std::string_view(text.whole).substr(from, to - from);
  std::size_t at = from;
  std::size_t begin = from;
  const auto finish = [&](std::size_t end) {
    if (end > begin && end - begin <= kLongestWord && text.words.size() < kMostWords) {
      std::string folded = text::fold(std::string_view(text.whole).substr(begin, end - begin));
      if (!folded.empty())
        text.words.push_back(
            {std::move(folded), static_cast<std::uint32_t>(begin), static_cast<std::uint32_t>(end), subject});
    }
  };
  while (!rest.empty()) {
    const std::size_t before = rest.size();
    const char32_t c = text::take_character(rest);
    const std::size_t next = at + (before - rest.size());
    if (!text::is_letter(c) && !text::is_digit(c)) {
      finish(at);
      begin = next;
    }
    at = next;
  }
  finish(at);
}

bool holds_any(std::string_view gap, std::string_view marks) {
  return gap.find_first_of(marks) != std::string_view::npos;
}

// "4.300" and "art.11" are one sentence, "a murit. Ce fac" are two.
bool ends_sentence(std::string_view gap) {
  return holds_any(gap, "\n;") || (holds_any(gap, ".!?") && holds_any(gap, " \t\r"));
}

bool asks(std::string_view gap) {
  return holds_any(gap, "?") || gap.find("\xD8\x9F") != std::string_view::npos;  // the Arabic one
}

void count_sentences(Text& text) {
  const std::string_view whole = text.whole;
  std::size_t first = 0;  // word of the present sentence
  std::uint16_t number = 0;
  for (std::size_t i = 0; i < text.words.size(); ++i) {
    text.words[i].sentence = number;
    const std::size_t next = i + 1 < text.words.size() ? text.words[i + 1].begin : whole.size();
    const std::string_view gap = whole.substr(text.words[i].end, next - text.words[i].end);
    if (asks(gap))
      for (std::size_t k = first; k <= i; ++k) text.words[k].asked = true;
    if (!ends_sentence(gap)) continue;
    ++number;
    first = i + 1;
  }
}

}  // namespace

Text read_words(std::string_view subject, std::string_view utf8) {
  Text text;
  text.whole = text::valid_utf8(text::prefix(subject, kMostSubject));
  const std::size_t line = text.whole.size();
  text.whole += '\n';
  text.whole += text::own_words(utf8, kMostBytes);
  add_words(text, 0, line, true);
  add_words(text, line + 1, text.whole.size(), false);
  count_sentences(text);
  return text;
}

std::vector<std::string> phrase_words(std::string_view phrase) {
  std::vector<std::string> words;
  std::string word;
  const std::string folded = text::fold(phrase);
  for (const char c : folded) {
    const bool inside =
        static_cast<unsigned char>(c) >= 0x80 || c == '*' || (c >= '0' && c <= '9') || (c >= 'a' && c <= 'z');
    if (inside) {
      word += c;
    } else if (!word.empty()) {
      words.push_back(std::move(word));
      word.clear();
    }
  }
  if (!word.empty()) words.push_back(std::move(word));
  return words;
}

}  // namespace aproape::classification
