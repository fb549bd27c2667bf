#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aproape::imap {

// A value of the IMAP grammar: an atom or number, a string (quoted or literal), NIL, or a list of values.
struct Value {
  enum class Kind { atom, string, nil, list };
  Kind kind = Kind::nil;
  std::string text;
  std::vector<Value> items;
};

// Reads values from one whole response, literals included ("{5}\r\nhello"). Throws Error{invalid,
// "imap.syntax"}.
class ValueReader {
 public:
  ValueReader(std::string_view line, std::size_t nesting) : rest_(line), nesting_(nesting) {}

  [[nodiscard]] bool at_end();
  [[nodiscard]] Value next();
  // One word up to a blank.
  [[nodiscard]] std::string_view word();
  // All that is left, without leading blanks.
  [[nodiscard]] std::string_view rest();

 private:
  void skip_blanks();
  Value read(std::size_t depth);
  Value read_quoted();
  Value read_literal();
  Value read_atom();

  std::string_view rest_;
  std::size_t nesting_;
};

[[nodiscard]] bool same_word(std::string_view text, std::string_view upper);

}  // namespace aproape::imap
