#pragma once

#include <cstddef>
#include <cstdint>
#include <string_view>

namespace aproape::html {

// What the program knows of an element.
enum ElementTrait : std::uint16_t {
  kVoid = 1,          // has no end tag
  kBlock = 2,         // stands on lines of its own
  kParagraph = 4,     // with an empty line around it
  kRaw = 8,           // its content is no markup, up to its end tag
  kShown = 16,        // … but text that a reader sees
  kKept = 32,         // the sanitizer keeps it
  kActive = 64,       // runs or embeds something
  kCell = 128,        // td, th
  kImpliedEnd = 256,  // may lack its end tag: ends where a sibling begins
};

struct Element {
  std::string_view name;  // lower case
  std::uint16_t traits;

  [[nodiscard]] bool has(ElementTrait trait) const { return (traits & trait) != 0; }
};

inline constexpr std::size_t kElementCount = 116;

// The element of a lower-case name; nullptr for one that we do not know, whose tags are passed over.
[[nodiscard]] const Element* find_element(std::string_view lower_name);

// A number of 0 to kElementCount - 1 for tables by element.
[[nodiscard]] std::size_t index_of(const Element& element);

}  // namespace aproape::html
