#pragma once

#include <array>
#include <cstdint>
#include <vector>

#include "formats/html/element.hpp"
#include "formats/html/tokenizer.hpp"

namespace aproape::html {

// An element that has begun and not ended.
struct OpenElement {
  const Element* element = nullptr;
  bool hidden = false;  // with all that stands in it
  bool zero_size = false;
  bool written = false;  // the sanitizer wrote its start tag
};

// The open elements of the place in the document, so that end tags find theirs and what is hidden stays
// hidden. Each end tag costs only what it takes away, so any input takes linear time.
class OpenElements {
 public:
  // Whether text at this place is not seen by a reader.
  [[nodiscard]] bool hidden() const {
    return !open_.empty() && (open_.back().hidden || open_.back().zero_size);
  }
  [[nodiscard]] std::size_t depth() const { return open_.size(); }
  [[nodiscard]] bool contains(const Element& element) const { return counts_[index_of(element)] > 0; }

  // Elements that end because `next` begins (</p> before <p>, </td> before <td>): calls closed(OpenElement)
  // for each.
  template <class Closed>
  void close_implied(const Element& next, Closed closed) {
    while (!open_.empty() && ends_before(*open_.back().element, next)) pop(closed);
  }
  // A start tag of an element that is not void. Reads its style and `hidden` attribute.
  OpenElement& push(const Token& start);
  // Whether `open` ends where `next` begins.
  [[nodiscard]] static bool ends_before(const Element& open, const Element& next);
  // The element at a depth, 0 for the outermost.
  [[nodiscard]] OpenElement& at(std::size_t index) { return open_[index]; }
  // An end tag: closes down to its start; nothing where there is none.
  template <class Closed>
  void close(const Element& element, Closed closed) {
    if (!contains(element)) return;
    while (open_.back().element != &element) pop(closed);
    pop(closed);
  }
  template <class Closed>
  void close_all(Closed closed) {
    while (!open_.empty()) pop(closed);
  }

 private:
  template <class Closed>
  void pop(Closed& closed) {
    const OpenElement last = open_.back();
    open_.pop_back();
    --counts_[index_of(*last.element)];
    closed(last);
  }

  std::vector<OpenElement> open_;
  std::array<std::uint32_t, kElementCount> counts_{};
};

}  // namespace aproape::html
