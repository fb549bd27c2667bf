#pragma once

#include <array>
#include <cstdint>
#include <string_view>
#include <vector>

#include "formats/html/element.hpp"

namespace aproape::html {

// An attribute as it stands in the source: entities not decoded, name in any case.
struct Attribute {
  std::string_view name;
  std::string_view value;
};

struct Token {
  enum class Kind {
    text,  // entities not decoded
    raw,   // content of an element with kRaw; entities not decoded
    start,
    end,
  };
  Kind kind = Kind::text;
  const Element* element = nullptr;  // of start, end and raw; nullptr for an unknown name
  std::string_view text;
  std::vector<Attribute> attributes;  // at most 64; further ones are passed over

  // The value of the first attribute of that (lower-case) name, nullptr where there is none.
  [[nodiscard]] const std::string_view* find(std::string_view lower_name) const;
};

[[nodiscard]] bool equals_ignoring_case(std::string_view text, std::string_view lower);

// Cuts HTML into tags and texts in one pass, without building a tree. Comments, declarations and processing
// instructions are passed over. The views point into the source. Linear time: nothing is looked at twice.
class Tokenizer {
 public:
  explicit Tokenizer(std::string_view source) : source_(source) {}

  // Sets `token` to the next one (its memory is used again); false at the end.
  bool next(Token& token);

 private:
  bool read_markup(Token& token);
  bool read_tag(Token& token, bool end);
  void read_attribute(Token& token);
  bool read_raw(Token& token);
  void skip_comment();
  void skip_blanks();

  std::string_view source_;
  std::size_t at_ = 0;
  const Element* raw_ = nullptr;               // the next token is its content
  std::array<bool, kElementCount> endless_{};  // no end tag of that raw element follows any more
};

}  // namespace aproape::html
