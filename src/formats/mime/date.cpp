#include "formats/mime/date.hpp"

#include <algorithm>
#include <array>
#include <charconv>
#include <chrono>
#include <string>
#include <utility>

#include "formats/mime/ascii.hpp"

namespace aproape::mime {
namespace {

constexpr std::size_t kLongestField = 200;
constexpr int kUnset = -1;

// The field without its comments, which may be nested.
std::string without_comments(std::string_view field) {
  std::string out;
  int depth = 0;
  for (const char c : field) {
    if (c == '(') {
      ++depth;
    } else if (c == ')' && depth > 0) {
      --depth;
      out += ' ';
    } else if (depth == 0) {
      out += c;
    }
  }
  return out;
}

int month_of(std::string_view word) {
  static constexpr std::array<std::string_view, 12> names{"january",   "february", "march",    "april",
                                                          "may",       "june",     "july",     "august",
                                                          "september", "october",  "november", "december"};
  if (word.ends_with('.')) word.remove_suffix(1);
  if (word.size() < 3) return kUnset;
  for (std::size_t i = 0; i < names.size(); ++i)
    if (names[i].starts_with(word)) return static_cast<int>(i) + 1;
  return kUnset;
}

// Minutes east of Greenwich.
std::optional<int> named_zone(std::string_view word) {
  static constexpr std::array<std::pair<std::string_view, int>, 26> zones{{
      {"gmt", 0},    {"utc", 0},    {"ut", 0},     {"z", 0},      {"wet", 0},    {"est", -300}, {"edt", -240},
      {"cst", -360}, {"cdt", -300}, {"mst", -420}, {"mdt", -360}, {"pst", -480}, {"pdt", -420}, {"bst", 60},
      {"west", 60},  {"cet", 60},   {"met", 60},   {"cest", 120}, {"mest", 120}, {"eet", 120},  {"eest", 180},
      {"msk", 180},  {"msd", 240},  {"jst", 540},  {"kst", 540},  {"hkt", 480},
  }};
  for (const auto& [name, minutes] : zones)
    if (name == word) return minutes;
  return {};
}

// Takes a number of at most `most` digits from the front.
std::optional<int> take_number(std::string_view& text, std::size_t most) {
  std::size_t length = 0;
  while (length < text.size() && length < most && is_digit(text[length])) ++length;
  if (length == 0) return {};
  int value = 0;
  std::from_chars(text.data(), text.data() + length, value);
  text.remove_prefix(length);
  return value;
}

class DateReader {
 public:
  std::optional<Millis> read(std::string_view field) {
    const std::string text = lower(without_comments(field.substr(0, kLongestField)));
    std::string_view rest = text;
    while (!rest.empty()) {
      const std::size_t end = std::min(rest.find_first_of(" \t\r\n,;\""), rest.size());
      take(rest.substr(0, end));
      rest.remove_prefix(std::min(end + 1, rest.size()));
    }
    return result();
  }

 private:
  void take(std::string_view word) {
    if (word.empty()) return;
    if (word.front() == '+' || word.front() == '-') return take_offset(word);
    if (is_letter(word.front())) return take_word(word);
    if (!is_digit(word.front())) return;
    const std::size_t mark = word.find_first_not_of("0123456789");
    if (mark == std::string_view::npos) return take_plain_number(word);
    if (word[mark] == ':' || (word[mark] == '.' && hour_ == kUnset && mark <= 2 && mark + 1 < word.size()))
      return take_time(word);
    if (word[mark] == '-') return take_dashed(word, mark);
    if (is_letter(word[mark])) {  // "24Nov", "24th"
      take_plain_number(word.substr(0, mark));
      take_word(word.substr(mark));
    }
  }

  void take_word(std::string_view word) {
    if (const int month = month_of(word); month != kUnset) {
      month_ = month;  // the last counts: the first may be a day's name in another language
      return;
    }
    if (word == "am" || word == "pm") return take_half(word == "pm");
    const std::size_t sign = word.find_first_of("+-");
    if (const auto zone = named_zone(word.substr(0, sign)); zone && !named_zone_) named_zone_ = zone;
    if (sign != std::string_view::npos) take(word.substr(sign));
  }

  void take_half(bool afternoon) {
    if (hour_ < 1 || hour_ > 12) return;
    hour_ = hour_ % 12 + (afternoon ? 12 : 0);
  }

  // "24-nov-2026", "2026-11-24", "2026-11-24t08:15:00z"
  void take_dashed(std::string_view word, std::size_t mark) {
    if (mark != 4) {
      for (std::size_t at = 0; at < word.size();) {
        const std::size_t end = std::min(word.find('-', at), word.size());
        take(word.substr(at, end - at));
        at = end + 1;
      }
      return;
    }
    year_ = *take_number(word, 4);
    word.remove_prefix(1);
    month_ = take_number(word, 2).value_or(kUnset);
    if (!word.empty()) word.remove_prefix(1);
    day_ = take_number(word, 2).value_or(kUnset);
    if (word.starts_with('t')) take(word.substr(1));
  }

  void take_plain_number(std::string_view digits) {
    const std::size_t length = digits.size();
    const auto value = take_number(digits, 4);
    if (!digits.empty()) return;
    if (length <= 2 && day_ == kUnset) {
      day_ = *value;
    } else if (year_ == kUnset) {
      year_ = length == 4 ? *value : length == 3 || *value >= 50 ? 1900 + *value : 2000 + *value;
    }
  }

  void take_time(std::string_view word) {
    if (hour_ != kUnset) return;
    hour_ = take_number(word, 2).value_or(kUnset);
    for (int* part : {&minute_, &second_}) {
      if (word.size() < 2 || (word.front() != ':' && word.front() != '.') || !is_digit(word[1])) break;
      word.remove_prefix(1);
      *part = *take_number(word, 2);
    }
    if (word.size() > 1 && word.front() == '.' && is_digit(word[1])) {  // parts of a second
      word.remove_prefix(1);
      while (!word.empty() && is_digit(word.front())) word.remove_prefix(1);
    }
    if (!word.empty() && (is_letter(word.front()) || word.front() == '+' || word.front() == '-')) take(word);
  }

  void take_offset(std::string_view word) {
    const bool west = word.front() == '-';
    std::string digits;
    for (const char c : word.substr(1))
      if (is_digit(c)) digits += c;
    if (offset_ || digits.empty() || digits.size() > 4) return;
    int value = 0;
    std::from_chars(digits.data(), digits.data() + digits.size(), value);
    const int minutes = digits.size() <= 2 ? value * 60 : value / 100 * 60 + value % 100;
    if (minutes > 15 * 60) return;
    offset_ = west ? -minutes : minutes;
  }

  [[nodiscard]] std::optional<Millis> result() const {
    if (year_ < 1970 || year_ > 9999 || month_ < 1 || day_ < 1 || hour_ > 23 || minute_ > 59 || second_ > 60)
      return {};
    const std::chrono::year_month_day date{std::chrono::year(year_),
                                           std::chrono::month(static_cast<unsigned>(month_)),
                                           std::chrono::day(static_cast<unsigned>(day_))};
    if (!date.ok()) return {};
    const auto days = static_cast<Millis>(std::chrono::sys_days(date).time_since_epoch().count());
    const Millis seconds = days * 86400 + Millis{std::max(hour_, 0)} * 3600 + Millis{minute_} * 60 +
                           std::min(second_, 59) - Millis{offset_.value_or(named_zone_.value_or(0))} * 60;
    if (seconds < 0) return {};
    return seconds * kSecond;
  }

  int year_ = kUnset;
  int month_ = kUnset;
  int day_ = kUnset;
  int hour_ = kUnset;
  int minute_ = 0;
  int second_ = 0;
  std::optional<int> offset_;  // minutes east of Greenwich; it counts more than a name
  std::optional<int> named_zone_;
};

}  // namespace

std::optional<Millis> read_date(std::string_view field) {
  return DateReader().read(field);
}

}  // namespace aproape::mime
