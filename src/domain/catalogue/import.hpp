#pragma once

#include <cstddef>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/catalogue/service.hpp"
#include "formats/csv/csv.hpp"

namespace aproape::catalogue {

struct ImportError {
  std::size_t line = 0;
  std::string key;     // text in locale/
  std::string detail;  // the field, short
};

// What an import did, or (dry run, or any error) would do.
struct ImportResult {
  int added = 0;
  int changed = 0;
  int unchanged = 0;
  std::vector<ImportError> errors;  // the first 200
};

// Imports a CSV with a heading row, all or nothing: reads `text`, calls `save` for every row in one
// transaction and keeps it only where no row failed and it is no dry run. A row that throws Error{invalid,
// conflict, not_found} becomes an entry of `errors`.
using SaveRow = std::function<Service::Saved(db::Tx&, const csv::Table&, const csv::Row&)>;
ImportResult import_rows(db::Database& database, std::string_view text,
                         const std::vector<std::string>& wanted, bool dry_run, const SaveRow& save);

// Headings as in catalog/taxonomy.csv; valid_from and valid_to may be added.
ImportResult import_categories(Service& catalogue, const audit::Actor& by, std::string_view csv,
                               bool dry_run);

// The subcategory and category of a row of catalog/taxonomy.csv.
[[nodiscard]] Service::Row taxonomy_row(const csv::Table& table, const csv::Row& row);

// The headings that import_categories wants.
[[nodiscard]] const std::vector<std::string>& taxonomy_headings();

}  // namespace aproape::catalogue
