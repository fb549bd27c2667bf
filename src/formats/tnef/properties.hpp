#pragma once

#include <cstdint>
#include <functional>
#include <string_view>

namespace aproape::tnef {

// The value of one MAPI property ([MS-OXCDATA] 2.11.1), of the first value where it has several.
struct Property {
  std::uint16_t type = 0;  // 0x1E text of a code page, 0x1F UTF-16LE, 0x102 binary, …
  std::uint16_t id =
      0;  // 0x3707 PR_ATTACH_LONG_FILENAME, …; 0x8000 and above are named and carry no meaning here
  std::string_view value;
};

// Calls `take` for each property of a list of MAPI properties until its end or its first damage.
void read_properties(std::string_view bytes, const std::function<void(const Property&)>& take);

}  // namespace aproape::tnef
