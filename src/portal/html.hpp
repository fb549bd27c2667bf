#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace aproape::portal {

// Markup of a page. Escaping goes by type, so that it cannot be forgotten: a literal of the source is markup,
// every other text is a value and is escaped for a text or for an attribute in double quotes; only what is
// Html already goes in as it is.
class Html {
 public:
  template <std::size_t N>
  Html& operator<<(const char (&markup)[N]) {
    text_.append(markup, N - 1);
    return *this;
  }
  template <std::size_t N>
  Html& operator<<(char (&)[N]) = delete;  // a buffer is no literal
  Html& operator<<(std::string_view value);
  Html& operator<<(const Html& other) {
    text_ += other.text_;
    return *this;
  }
  Html& operator<<(int number) {
    text_ += std::to_string(number);
    return *this;
  }

  [[nodiscard]] const std::string& str() const { return text_; }
  [[nodiscard]] bool empty() const { return text_.empty(); }

 private:
  std::string text_;
};

// A literal, or a value that is escaped, as Html.
template <class T>
[[nodiscard]] Html html_of(const T& part) {
  Html out;
  out << part;
  return out;
}

}  // namespace aproape::portal
