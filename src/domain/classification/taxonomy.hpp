#pragma once

#include <map>
#include <string>
#include <string_view>

namespace aproape::classification {

// What the classifier needs of catalog/taxonomy.csv. Immutable.
class Taxonomy {
 public:
  struct Entry {
    std::string category;
    std::string default_urgency;
  };
  // Throws as csv::Table.
  explicit Taxonomy(std::string_view csv);
  // nullptr for a code that is none.
  [[nodiscard]] const Entry* find(const std::string& subcategory) const;

 private:
  std::map<std::string, Entry> entries_;
};

}  // namespace aproape::classification
