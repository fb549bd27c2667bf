#pragma once

#include <algorithm>
#include <string>
#include <string_view>
#include <vector>

namespace aproape::mime {

// What was wrong or remarkable in a message, each name once, in the order found. docs/mail-flags.md lists
// them.
class Flags {
 public:
  void add(std::string_view name) {
    if (std::find(names_.begin(), names_.end(), name) == names_.end()) names_.emplace_back(name);
  }
  [[nodiscard]] bool has(std::string_view name) const {
    return std::find(names_.begin(), names_.end(), name) != names_.end();
  }
  [[nodiscard]] const std::vector<std::string>& names() const { return names_; }

 private:
  std::vector<std::string> names_;
};

}  // namespace aproape::mime
