#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace aproape::rtf {

struct Document {
  std::string text;   // UTF-8; HTML where `html`
  bool html = false;  // the RTF only wraps HTML ([MS-OXRTFEX]), which was unwrapped
};

// The words of an RTF document in UTF-8, by the code pages that it and its fonts name; pictures, objects,
// tables of fonts and colours, and whatever is marked as skippable are left out. At most `limit` bytes. Takes
// any bytes, linear, never throws: damaged RTF gives what could be read.
[[nodiscard]] Document read_document(std::string_view rtf, std::size_t limit);

}  // namespace aproape::rtf
