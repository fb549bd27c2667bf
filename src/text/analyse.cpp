#include "text/analyse.hpp"

#include <algorithm>

#include "text/fold.hpp"
#include "text/unicode.hpp"

namespace aproape::text {
namespace {

constexpr std::size_t kLongestWord = 60;  // bytes; longer ones (base64, keys) are cut
constexpr std::size_t kMostTerms = 16;
constexpr std::size_t kLongestCompound = 80;

// Marks that hold a compound together: "ana.pop@example.org", "AP-2026-000123", "+40/21-555".
bool is_joint(char32_t c) {
  return c == '@' || c == '.' || c == '-' || c == '_' || c == '+' || c == '/';
}

bool has_digit(std::string_view text) {
  return std::any_of(text.begin(), text.end(), [](char c) { return c >= '0' && c <= '9'; });
}

// One run without blanks: its words and how they hang together.
struct Run {
  std::vector<std::string> words;
  std::string whole;  // the words without the marks between them
  bool at_sign = false;
  bool joined = false;   // more than one word
  bool open_end = true;  // the text ends with its last word
};

// Takes the next run from folded text; false at the end.
bool take_run(std::string_view& text, Run& run) {
  run = {};
  std::string word;
  bool joint = false;
  const auto end_word = [&] {
    if (word.empty()) return;
    run.whole += word;
    run.words.push_back(std::move(word));
    word.clear();
  };
  while (!text.empty()) {
    std::string_view rest = text;
    const char32_t c = take_character(rest);
    const std::string_view bytes = text.substr(0, text.size() - rest.size());
    if (is_letter(c) || is_digit(c)) {
      word += bytes;
      joint = false;
    } else if (is_joint(c)) {
      end_word();
      if (c == '@') run.at_sign = true;
      joint = true;
    } else {
      end_word();
      if (!run.words.empty()) {
        run.open_end = false;
        break;
      }
    }
    text = rest;
  }
  if (joint) run.open_end = false;
  end_word();
  run.joined = run.words.size() > 1;
  return !run.words.empty();
}

// Whether the whole of a compound is worth a token of its own: addresses, numbers with marks inside.
bool is_compound(const Run& run) {
  return run.joined && run.whole.size() <= kLongestCompound && (run.at_sign || has_digit(run.whole));
}

std::string cut(std::string_view word) {
  return std::string(prefix(word, kLongestWord));
}

}  // namespace

std::vector<std::string> analyse(std::string_view utf8, std::size_t most) {
  std::vector<std::string> tokens;
  const std::string folded = fold(utf8);
  std::string_view rest = folded;
  for (Run run; tokens.size() < most && take_run(rest, run);) {
    for (const std::string& word : run.words) {
      if (tokens.size() < most && !is_stop_word(word)) tokens.push_back(cut(stem(word)));
    }
    if (is_compound(run) && tokens.size() < most) tokens.push_back(run.whole);
  }
  return tokens;
}

std::string index_text(std::string_view utf8) {
  std::string out;
  for (const std::string& token : analyse(utf8)) {
    if (!out.empty()) out.push_back(' ');
    out += token;
  }
  return out;
}

SearchQuery analyse_query(std::string_view utf8) {
  SearchQuery query;
  const std::string folded = fold(prefix(utf8, 1000));
  std::string_view rest = folded;
  for (Run run; query.terms.size() < kMostTerms && take_run(rest, run);) {
    const bool typing = rest.empty() && run.open_end;
    if (is_compound(run)) {
      // Exactly this address or number; while it is being typed, whatever begins so.
      if (typing) {
        query.prefix = run.whole;
      } else {
        query.terms.push_back(run.whole);
      }
      continue;
    }
    for (std::size_t i = 0; i < run.words.size(); ++i) {
      const std::string& word = run.words[i];
      if (typing && i + 1 == run.words.size()) {
        // "pasaportu" must find the token "pasaport": the stem of what is typed so far begins the token as
        // well.
        const std::string stemmed = stem(word);
        if (!is_stop_word(word) || query.terms.empty()) query.prefix = cut(stemmed);
      } else if (!is_stop_word(word)) {
        query.terms.push_back(cut(stem(word)));
      }
    }
  }
  return query;
}

}  // namespace aproape::text
