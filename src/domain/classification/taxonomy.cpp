#include "domain/classification/taxonomy.hpp"

#include "formats/csv/csv.hpp"

namespace aproape::classification {

Taxonomy::Taxonomy(std::string_view csv) {
  const csv::Table table(csv, {"category_code", "code", "default_urgency"});
  for (const csv::Row& row : table.rows())
    entries_[table.field(row, "code")] = {table.field(row, "category_code"),
                                          table.field(row, "default_urgency")};
}

const Taxonomy::Entry* Taxonomy::find(const std::string& subcategory) const {
  const auto found = entries_.find(subcategory);
  return found == entries_.end() ? nullptr : &found->second;
}

}  // namespace aproape::classification
