#include "domain/network/seed.hpp"

#include <map>

#include "base/embedded.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "domain/catalogue/import.hpp"
#include "domain/network/repository.hpp"
#include "formats/csv/csv.hpp"

namespace aproape::network {
namespace {

constexpr std::string_view kHomeZone = "Europe/Bucharest";

std::string_view carried(std::string_view name) {
  for (const embedded::File& file : embedded::files()) {
    if (file.name == name) return file.content;
  }
  throw Error(ErrorKind::internal, "catalogue.missing", std::string(name));
}

const audit::Actor& program() {
  static const audit::Actor actor = [] {
    audit::Actor by;
    by.reason = "catalogue.seed";
    return by;
  }();
  return actor;
}

// The centre in Bucharest and the units of its own work; missions hang under the consular department.
std::vector<std::pair<Unit, std::string>> own_units() {
  const auto unit = [](const char* code, const char* kind, const char* ro, const char* en) {
    Unit u;
    u.code = code;
    u.kind = kind;
    u.name_ro = ro;
    u.name_en = en;
    u.country = "RO";
    u.city = "București";
    u.time_zone = kHomeZone;
    return u;
  };
  return {
      {unit("department", "central", "Departamentul Consular", "Consular Department"), ""},
      {unit("centre", "centre", "Centrul de Contact și Suport", "Contact and Support Centre"), "department"},
      {unit("central-mail", "central", "Coada centrală de mesaje", "Central mail queue"), "centre"},
      {unit("registry", "central", "Registratura", "Registry"), "department"},
      {unit("missions", "region", "Misiuni în străinătate", "Missions abroad"), "department"}};
}

std::string post_of(const std::string& type) {
  static const std::map<std::string, std::string> posts{{"ambasada", "embassy"},
                                                        {"consulat general", "consulate_general"},
                                                        {"consulat", "consulate"},
                                                        {"birou consular", "consular_office"},
                                                        {"oficiu de reprezentare", "representation"}};
  const auto found = posts.find(type);
  if (found == posts.end()) throw Error(ErrorKind::invalid, "catalogue.missions", type);
  return found->second;
}

Unit mission_of(const csv::Table& table, const csv::Row& row) {
  Unit mission;
  mission.code = table.field(row, "code");
  mission.kind = "mission";
  mission.post = post_of(table.field(row, "type"));
  mission.name_ro = table.field(row, "name_ro");
  mission.name_en = table.field(row, "name_en");
  mission.country = table.field(row, "country_iso2");
  mission.city = table.field(row, "city");
  mission.time_zone = table.field(row, "timezone");
  mission.email = mission.code + "@misiuni.example.org";
  return mission;
}

// Plausible hours of a counter; a real installation imports its own.
std::vector<Hours> usual_hours(const std::string& country) {
  // Where the week runs from Sunday to Thursday.
  const bool sunday = country == "IL" || country == "PS" || country == "SA" || country == "KW" ||
                      country == "QA" || country == "EG" || country == "JO" || country == "IQ" ||
                      country == "SY" || country == "LY" || country == "DZ" || country == "SD" ||
                      country == "IR";
  std::vector<Hours> hours;
  for (const int day : sunday ? std::vector<int>{7, 1, 2, 3, 4} : std::vector<int>{1, 2, 3, 4, 5})
    hours.push_back({day, 9 * 60, 13 * 60});
  return hours;
}

int seed_units(Service& network, db::Tx& tx) {
  int added = 0;
  for (auto [unit, parent] : own_units()) {
    if (network.find_unit(tx, unit.code)) continue;
    if (!parent.empty()) unit.parent = network.find_unit(tx, parent)->id;
    network.save(tx, program(), unit, false);
    ++added;
  }
  const UnitId missions = network.find_unit(tx, "missions")->id;
  const csv::Table table(carried("catalog/missions.csv"),
                         {"code", "country_iso2", "city", "type", "name_ro", "name_en", "timezone"});
  for (const csv::Row& row : table.rows()) {
    Unit mission = mission_of(table, row);
    if (network.find_unit(tx, mission.code)) continue;
    mission.parent = missions;
    const Unit saved = network.save(tx, program(), mission, false);
    network.set_hours(tx, program(), saved.id, usual_hours(saved.country));
    ++added;
  }
  if (added > 0) network.spread_tree(tx);
  return added;
}

int seed_countries(Service& network, db::Tx& tx) {
  int added = 0;
  const csv::Table table(carried("catalog/countries.csv"), {"iso2", "name_ro", "name_en", "languages"});
  for (const csv::Row& row : table.rows())
    added += network.save(tx, Country{table.field(row, "iso2"), table.field(row, "name_ro"),
                                      table.field(row, "name_en"), table.field(row, "languages")})
                 ? 1
                 : 0;
  return added;
}

int seed_holidays(Service& network, db::Tx& tx) {
  int added = 0;
  const csv::Table table(carried("catalog/holidays.csv"), {"country", "day", "name_ro", "name_en"});
  for (const csv::Row& row : table.rows())
    added += network.save(tx, Holiday{table.field(row, "country"), table.field(row, "day"),
                                      table.field(row, "name_ro"), table.field(row, "name_en")})
                 ? 1
                 : 0;
  return added;
}

int seed_competences(Service& network, db::Tx& tx) {
  int added = 0;
  const csv::Table table(carried("catalog/competences.csv"),
                         {"country", "unit", "district", "places", "to_verify", "basis"});
  std::map<std::string, UnitId> units;
  for (const csv::Row& row : table.rows()) {
    const std::string code = table.field(row, "unit");
    if (!units.contains(code)) units[code] = network.find_unit(tx, code).value_or(Unit{}).id;
    Competence competence;
    competence.country = table.field(row, "country");
    competence.unit = units[code];
    competence.district = table.field(row, "district");
    competence.places = table.field(row, "places");
    competence.to_verify = table.field(row, "to_verify") == "true";
    competence.basis = table.field(row, "basis");
    network.save(tx, program(), competence);
    ++added;
  }
  return added;
}

int seed_taxonomy(catalogue::Service& catalogue, db::Tx& tx) {
  int added = 0;
  const csv::Table table(carried("catalog/taxonomy.csv"), catalogue::taxonomy_headings());
  for (const csv::Row& row : table.rows()) {
    const auto fresh = catalogue::taxonomy_row(table, row);
    if (catalogue.subcategory(tx, fresh.subcategory.code)) continue;
    catalogue.save(tx, program(), fresh);
    ++added;
  }
  return added;
}

}  // namespace

int seed_base(Service& network, catalogue::Service& catalogue) {
  const int added = network.database().write([&](db::Tx& tx) {
    // Countries come last of all in an earlier start's transaction: where they stand, everything was seeded
    // once, and what an administrator removed or edited since stays so. New missions and categories are still
    // added.
    const bool first = !repository::has_countries(tx);
    int count = seed_units(network, tx) + seed_taxonomy(catalogue, tx);
    if (first)
      count += seed_competences(network, tx) + seed_holidays(network, tx) + seed_countries(network, tx);
    return count;
  });
  if (added > 0) log::info("network.seeded", {{"rows", added}});
  return added;
}

}  // namespace aproape::network
