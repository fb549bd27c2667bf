#include "domain/routing/catalogue_data.hpp"

#include <string>

#include "base/embedded.hpp"
#include "base/error.hpp"
#include "formats/csv/csv.hpp"

namespace aproape::routing {

std::string_view carried(std::string_view name) {
  for (const embedded::File& file : embedded::files())
    if (file.name == name) return file.content;
  throw Error(ErrorKind::internal, "catalogue.missing", std::string(name));
}

std::vector<PauseReason> read_pause_reasons() {
  const csv::Table table(carried("catalog/pause_reasons.csv"), {"code", "name_ro", "name_en", "paid"});
  std::vector<PauseReason> all;
  for (const csv::Row& row : table.rows())
    all.push_back({table.field(row, "code"), table.field(row, "name_ro"), table.field(row, "name_en"),
                   table.field(row, "paid") == "yes"});
  return all;
}

std::vector<WrapUpCode> read_wrap_up_codes() {
  const csv::Table table(carried("catalog/wrap_up_codes.csv"), {"code", "name_ro", "name_en"});
  std::vector<WrapUpCode> all;
  for (const csv::Row& row : table.rows())
    all.push_back({table.field(row, "code"), table.field(row, "name_ro"), table.field(row, "name_en"), true});
  return all;
}

}  // namespace aproape::routing
