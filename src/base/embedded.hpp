#pragma once

#include <string_view>
#include <vector>

namespace aproape::embedded {

// A data file that the binary carries; `name` is its path in the repository ("catalog/missions.csv").
struct File {
  std::string_view name;
  std::string_view content;
};

// All of them, by name. Defined in the generated source of room_embedded (tools/embed.py).
[[nodiscard]] const std::vector<File>& files();

}  // namespace aproape::embedded
