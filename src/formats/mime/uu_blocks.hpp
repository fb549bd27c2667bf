#pragma once

#include <string>
#include <vector>

namespace aproape::mime {

struct UuFile {
  std::string name;  // as the block gives it; not yet cleaned
  std::string bytes;
};

// Cuts the complete uuencoded blocks ("begin 644 name" … "end") out of a text and decodes them: how files
// travelled before MIME. Words that only look like a block's beginning stay. Linear in the size of the text.
[[nodiscard]] std::vector<UuFile> take_uu_blocks(std::string& text);

}  // namespace aproape::mime
