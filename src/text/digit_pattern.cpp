#include "text/digit_pattern.hpp"

#include <cstddef>
#include <functional>

namespace aproape::text {
namespace {

using Next = std::function<bool(std::size_t)>;

// Matches by continuations: each piece of the pattern calls `next` with the place behind what it took.
class Matcher {
 public:
  Matcher(std::string_view digits, bool whole) : digits_(digits), whole_(whole) {}

  bool run(std::string_view pattern) {
    return alternatives(pattern, 0, [this](std::size_t at) { return !whole_ || at == digits_.size(); });
  }

 private:
  // Length of the piece (digit, class, \d, group) at the front of `pattern`; 0 where it is malformed.
  static std::size_t piece_length(std::string_view pattern) {
    if (pattern.empty()) return 0;
    if (pattern.front() == '\\') return pattern.size() >= 2 ? 2 : 0;
    if (pattern.front() == '[') {
      const std::size_t end = pattern.find(']');
      return end == std::string_view::npos ? 0 : end + 1;
    }
    if (pattern.front() != '(') return 1;
    int depth = 0;
    for (std::size_t i = 0; i < pattern.size(); ++i) {
      if (pattern[i] == '(') ++depth;
      if (pattern[i] == ')' && --depth == 0) return i + 1;
    }
    return 0;
  }

  bool alternatives(std::string_view pattern, std::size_t at, const Next& next) {
    std::size_t begin = 0;
    for (std::size_t i = 0; i <= pattern.size();) {
      if (i == pattern.size() || pattern[i] == '|') {
        if (sequence(pattern.substr(begin, i - begin), at, next)) return true;
        begin = ++i;
        continue;
      }
      const std::size_t length = piece_length(pattern.substr(i));
      if (length == 0) return false;
      i += length;
    }
    return false;
  }

  bool sequence(std::string_view pattern, std::size_t at, const Next& next) {
    if (pattern.empty()) return next(at);
    const std::size_t length = piece_length(pattern);
    if (length == 0) return false;
    const std::string_view piece = pattern.substr(0, length);
    std::string_view rest = pattern.substr(length);
    std::size_t least = 1;
    std::size_t most = 1;
    if (rest.starts_with('?')) {
      least = 0;
      rest.remove_prefix(1);
    } else if (rest.starts_with('{')) {
      const std::size_t end = rest.find('}');
      if (end == std::string_view::npos) return false;
      const std::string_view range = rest.substr(1, end - 1);
      const std::size_t comma = range.find(',');
      least = number(range.substr(0, comma));
      most = comma == std::string_view::npos ? least : number(range.substr(comma + 1));
      rest.remove_prefix(end + 1);
    }
    return repeat(piece, least, most, at,
                  [this, rest, &next](std::size_t after) { return sequence(rest, after, next); });
  }

  bool repeat(std::string_view piece, std::size_t least, std::size_t most, std::size_t at, const Next& next) {
    if (most > 0) {
      const bool more = one(piece, at, [&](std::size_t after) {
        return repeat(piece, least > 0 ? least - 1 : 0, most - 1, after, next);
      });
      if (more) return true;
    }
    return least == 0 && next(at);
  }

  bool one(std::string_view piece, std::size_t at, const Next& next) {
    if (piece.front() == '(') {
      piece = piece.substr(1, piece.size() - 2);
      if (piece.starts_with("?:")) piece.remove_prefix(2);
      return alternatives(piece, at, next);
    }
    return at < digits_.size() && fits(piece, digits_[at]) && next(at + 1);
  }

  static bool fits(std::string_view piece, char digit) {
    if (piece.front() == '\\') return piece[1] == 'd';
    if (piece.front() != '[') return piece.front() == digit;
    for (std::size_t i = 1; i + 1 < piece.size(); ++i) {
      if (i + 2 < piece.size() - 1 && piece[i + 1] == '-') {
        if (digit >= piece[i] && digit <= piece[i + 2]) return true;
        i += 2;
      } else if (piece[i] == digit) {
        return true;
      }
    }
    return false;
  }

  static std::size_t number(std::string_view text) {
    std::size_t value = 0;
    for (const char c : text.substr(0, 2)) {
      if (c >= '0' && c <= '9') value = value * 10 + static_cast<std::size_t>(c - '0');
    }
    return value;
  }

  std::string_view digits_;
  bool whole_;
};

}  // namespace

bool matches_digits(std::string_view pattern, std::string_view digits, bool whole) {
  return digits.size() <= 20 && Matcher(digits, whole).run(pattern);
}

}  // namespace aproape::text
