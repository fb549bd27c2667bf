#pragma once

#include <string>
#include <string_view>

namespace aproape::html {

// What a style attribute does to the visibility of what stands in it.
struct Visibility {
  bool hidden = false;     // display:none, visibility:hidden, opacity:0, no height, mso-hide:all
  bool zero_size = false;  // font-size:0, until an element inside gives another size
  bool sized = false;      // another font-size
};

// Reads a style attribute (entities decoded).
[[nodiscard]] Visibility read_visibility(std::string_view style);

struct SafeStyle {
  std::string style;            // "color:red;width:10px", empty where nothing may stay
  bool remote_content = false;  // url(http…)
  bool active = false;          // expression(), behavior, javascript:
};

// The declarations of a style attribute that may stay: known properties, plain values, no address, no escape,
// no negative margin. Linear time.
[[nodiscard]] SafeStyle clean_style(std::string_view style);

}  // namespace aproape::html
