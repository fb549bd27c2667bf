#pragma once

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace aproape::classification {

// A labelled text (catalog/classification/README.md).
struct Example {
  std::string id;
  std::string group;  // author and scenario: what stands together on one side of a split
  std::string language;
  std::string subject;
  std::string text;
  std::string kind = "case";  // "case", "spam", "auto-reply", "abuse"
  std::string subcategory;    // empty: none
  std::string urgency = "P4";
  bool urgent = false;
  bool urgent_known = true;  // false, or no urgency: teaches nothing of it
  std::string country;
  std::uint32_t times = 1;  // how many others it weighs; what a person corrected weighs more than a seed

  // What the topic columns learn from it; empty: nothing.
  [[nodiscard]] const std::string& topic() const { return kind == "case" ? subcategory : kind; }
};

// Reads JSON lines. Throws Error{invalid, "classifier.examples"} naming file and line.
[[nodiscard]] std::vector<Example> read_examples(std::string_view name, std::string_view lines);

}  // namespace aproape::classification
