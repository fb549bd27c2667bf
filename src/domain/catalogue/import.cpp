#include "domain/catalogue/import.hpp"

#include "base/error.hpp"

namespace aproape::catalogue {
namespace {

constexpr std::size_t kErrorsShown = 200;

// Thrown to roll the transaction back once the counts are known.
struct Undo {};

void note(ImportResult& result, std::size_t line, const Error& error) {
  if (error.fields().empty()) result.errors.push_back({line, error.key(), {}});
  for (const Error::Field& field : error.fields()) result.errors.push_back({line, field.key, field.name});
}

void count(ImportResult& result, Service::Saved saved) {
  switch (saved) {
    case Service::Saved::added:
      ++result.added;
      break;
    case Service::Saved::changed:
      ++result.changed;
      break;
    case Service::Saved::unchanged:
      ++result.unchanged;
      break;
  }
}

bool is_the_rows_fault(const Error& error) {
  return error.kind() == ErrorKind::invalid || error.kind() == ErrorKind::conflict ||
         error.kind() == ErrorKind::not_found;
}

}  // namespace

ImportResult import_rows(db::Database& database, std::string_view text,
                         const std::vector<std::string>& wanted, bool dry_run, const SaveRow& save) {
  ImportResult result;
  const csv::Table table(text, wanted);
  try {
    database.write([&](db::Tx& tx) {
      result = {};
      for (const csv::Row& row : table.rows()) {
        try {
          count(result, save(tx, table, row));
        } catch (const Error& error) {
          if (!is_the_rows_fault(error)) throw;
          note(result, row.line, error);
        }
        if (result.errors.size() >= kErrorsShown) break;
      }
      if (dry_run || !result.errors.empty()) throw Undo{};
    });
  } catch (const Undo&) {
    // Nothing was written; the counts say what would have been.
  }
  return result;
}

const std::vector<std::string>& taxonomy_headings() {
  static const std::vector<std::string> headings{"category_code", "category_ro", "category_en",    "code",
                                                 "name_ro",       "name_en",     "default_urgency"};
  return headings;
}

Service::Row taxonomy_row(const csv::Table& table, const csv::Row& row) {
  const auto field = [&](std::string_view heading) { return table.field(row, heading); };
  Service::Row out;
  out.category.code = field("category_code");
  out.category.name_ro = field("category_ro");
  out.category.name_en = field("category_en");
  out.subcategory.code = field("code");
  out.subcategory.category = out.category.code;
  out.subcategory.name_ro = field("name_ro");
  out.subcategory.name_en = field("name_en");
  out.subcategory.urgency = field("default_urgency");
  out.subcategory.route = field("default_route");
  out.subcategory.time = field("legal_or_official_time");
  out.subcategory.source = field("time_source");
  out.subcategory.valid_from = field("valid_from");
  out.subcategory.valid_to = field("valid_to");
  return out;
}

ImportResult import_categories(Service& catalogue, const audit::Actor& by, std::string_view csv,
                               bool dry_run) {
  return import_rows(catalogue.database(), csv, taxonomy_headings(), dry_run,
                     [&](db::Tx& tx, const csv::Table& table, const csv::Row& row) {
                       return catalogue.save(tx, by, taxonomy_row(table, row));
                     });
}

}  // namespace aproape::catalogue
