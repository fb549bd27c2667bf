#include "domain/knowledge/sources.hpp"

#include "base/embedded.hpp"
#include "base/error.hpp"
#include "formats/csv/csv.hpp"

namespace aproape::knowledge {

Sources read_sources(std::string_view csv) {
  Sources sources;
  const csv::Table table(csv, {"id", "kind", "address", "seen"});
  for (const csv::Row& row : table.rows()) {
    Source one{table.field(row, "id"), table.field(row, "kind"), table.field(row, "address"),
               table.field(row, "seen")};
    const bool known = one.kind == "official" || one.kind == "press" || one.kind == "unchecked";
    if (one.id.empty() || !known || one.seen.size() != 10 || !sources.emplace(one.id, one).second)
      throw Error(ErrorKind::invalid, "catalogue.sources", "line " + std::to_string(row.line));
  }
  return sources;
}

const Sources& carried_sources() {
  static const Sources sources = read_sources(carried_file("catalog/sources.csv"));
  return sources;
}

std::string_view carried_file(std::string_view name) {
  for (const embedded::File& file : embedded::files())
    if (file.name == name) return file.content;
  throw Error(ErrorKind::internal, "catalogue.missing", std::string(name));
}

}  // namespace aproape::knowledge
