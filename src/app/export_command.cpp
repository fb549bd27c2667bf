#include <cstdio>

#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "app/foundation.hpp"
#include "formats/csv/csv.hpp"

namespace aproape::app {
namespace {

void print(const std::vector<std::string>& fields) {
  std::fputs(csv::write_row(fields).c_str(), stdout);
}

// The headings are those that `import` reads.
void export_units(const network::Directory& directory) {
  print({"code", "kind", "parent", "name_ro", "name_en", "country", "city", "time_zone", "post", "address",
         "email", "phone", "emergency_phone", "valid_from", "valid_to"});
  for (const network::Unit& unit : directory.units()) {
    const network::Unit* parent = directory.unit(unit.parent);
    print({unit.code, unit.kind, parent == nullptr ? "" : parent->code, unit.name_ro, unit.name_en,
           unit.country, unit.city, unit.time_zone, unit.post, unit.address, unit.email, unit.phone,
           unit.emergency_phone, unit.valid_from, unit.valid_to});
  }
}

void export_competences(network::Service& network, db::Tx& tx) {
  const auto directory = network.directory();
  print({"country", "unit", "district", "places", "service", "valid_from", "valid_to", "to_verify", "basis"});
  for (const network::Country& country : directory->countries()) {
    for (const network::Competence& one : network.competences(tx, country.code)) {
      const network::Unit* unit = directory->unit(one.unit);
      print({one.country, unit == nullptr ? "" : unit->code, one.district, one.places, one.service,
             one.valid_from, one.valid_to, one.to_verify ? "true" : "false", one.basis});
    }
  }
}

void export_categories(const catalogue::Service& catalogue, db::Tx& tx) {
  print({"category_code", "category_ro", "category_en", "code", "name_ro", "name_en", "default_urgency",
         "legal_or_official_time", "time_source", "default_route"});
  for (const catalogue::Category& category : catalogue.all(tx)) {
    for (const catalogue::Subcategory& one : category.subcategories) {
      print({category.code, category.name_ro, category.name_en, one.code, one.name_ro, one.name_en,
             one.urgency, one.time, one.source, one.route});
    }
  }
}

}  // namespace

int export_csv(const Globals& globals, const std::string& kind) {
  Foundation rooms(globals.load());
  if (kind == "units") {
    export_units(*rooms.network->directory());
  } else if (kind == "competences") {
    rooms.database->read([&](db::Tx& tx) { export_competences(*rooms.network, tx); });
  } else if (kind == "categories") {
    rooms.database->read([&](db::Tx& tx) { export_categories(*rooms.catalogue, tx); });
  } else {
    throw Error(ErrorKind::invalid, "export.kind", kind + ": units, competences or categories");
  }
  return static_cast<int>(ExitCode::done);
}

}  // namespace aproape::app
