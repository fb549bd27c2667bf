#pragma once

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace aproape::archive {

inline constexpr std::uint64_t kMostRatio = 100;
inline constexpr std::uint64_t kMostTotal = 500U << 20U;
inline constexpr std::size_t kMostEntries = 10'000;
inline constexpr int kMostLevels = 5;

// What was found so far, and how much unpacking is still allowed.
struct Findings {
  std::vector<std::string> names;
  std::size_t budget = 64U << 20U;  // bytes that may still be unpacked

  void add(std::string_view name) {
    if (std::find(names.begin(), names.end(), name) == names.end()) names.emplace_back(name);
  }
};

// Looks into bytes that may be an archive; `level` counts from 1.
void look_inside(std::string_view bytes, int level, Findings& findings);

// Whether the ratio or the total says bomb. Small files compress well without harm: below 1 MB nothing is a
// bomb.
[[nodiscard]] constexpr bool is_bomb(std::uint64_t packed, std::uint64_t unpacked) {
  return unpacked > kMostTotal ||
         (unpacked > (1U << 20U) && unpacked / std::max<std::uint64_t>(packed, 1) > kMostRatio);
}

// Tells programs, documents with macros and active documents by the end of a file's name.
void look_at_name(std::string_view name, Findings& findings);

// Whether an entry's name would leave the folder into which it is unpacked.
[[nodiscard]] bool leaves_folder(std::string_view name);

}  // namespace aproape::archive
