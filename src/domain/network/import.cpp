#include "domain/network/import.hpp"

#include <algorithm>
#include <tuple>

#include "base/error.hpp"

namespace aproape::network {
namespace {

using Saved = catalogue::Service::Saved;

auto content(const Unit& u) {
  return std::tie(u.kind, u.post, u.parent, u.name_ro, u.name_en, u.country, u.city, u.time_zone, u.address,
                  u.email, u.phone, u.emergency_phone, u.valid_from, u.valid_to);
}

auto identity(const Competence& c) {
  return std::tie(c.country, c.district, c.service, c.unit, c.valid_from);
}

auto content(const Competence& c) {
  return std::tie(c.places, c.valid_to, c.to_verify, c.basis);
}

UnitId unit_by_code(Service& network, db::Tx& tx, const std::string& code, const char* field) {
  const auto unit = network.find_unit(tx, code);
  if (!unit) throw Error("field.invalid", {{field, "unit.unknown"}});
  return unit->id;
}

bool is_true(std::string_view word) {
  return word == "true" || word == "1" || word == "yes" || word == "da";
}

}  // namespace

ImportResult import_units(Service& network, const audit::Actor& by, std::string_view csv, bool dry_run) {
  const auto save = [&](db::Tx& tx, const csv::Table& table, const csv::Row& row) {
    const std::string code = table.field(row, "code");
    const auto present = network.find_unit(tx, code);
    Unit unit = present.value_or(Unit{});
    const auto take = [&](std::string_view heading, std::string& target) {
      if (table.has(heading)) target = table.field(row, heading);
    };
    unit.code = code;
    take("kind", unit.kind);
    take("post", unit.post);
    take("name_ro", unit.name_ro);
    take("name_en", unit.name_en);
    take("country", unit.country);
    take("city", unit.city);
    take("time_zone", unit.time_zone);
    take("address", unit.address);
    take("email", unit.email);
    take("phone", unit.phone);
    take("emergency_phone", unit.emergency_phone);
    take("valid_from", unit.valid_from);
    take("valid_to", unit.valid_to);
    const std::string parent = table.field(row, "parent");
    unit.parent = parent.empty() ? UnitId{} : unit_by_code(network, tx, parent, "parent");
    if (present && content(*present) == content(unit)) return Saved::unchanged;
    network.save(tx, by, unit);
    return present ? Saved::changed : Saved::added;
  };
  return catalogue::import_rows(
      network.database(), csv,
      {"code", "kind", "parent", "name_ro", "name_en", "country", "city", "time_zone"}, dry_run, save);
}

ImportResult import_competences(Service& network, const audit::Actor& by, std::string_view csv,
                                bool dry_run) {
  const auto save = [&](db::Tx& tx, const csv::Table& table, const csv::Row& row) {
    Competence competence;
    competence.country = table.field(row, "country");
    competence.district = table.field(row, "district");
    competence.places = table.field(row, "places");
    competence.unit = unit_by_code(network, tx, table.field(row, "unit"), "unit");
    competence.service = table.field(row, "service");
    competence.valid_from = table.field(row, "valid_from");
    competence.valid_to = table.field(row, "valid_to");
    competence.to_verify = is_true(table.field(row, "to_verify"));
    competence.basis = table.field(row, "basis");
    const auto others = network.competences(tx, competence.country);
    const auto same = std::find_if(others.begin(), others.end(),
                                   [&](const Competence& c) { return identity(c) == identity(competence); });
    if (same == others.end()) {
      network.save(tx, by, competence);
      return Saved::added;
    }
    if (content(*same) == content(competence)) return Saved::unchanged;
    competence.id = same->id;
    competence.version = same->version;
    network.save(tx, by, competence);
    return Saved::changed;
  };
  return catalogue::import_rows(network.database(), csv, {"country", "unit"}, dry_run, save);
}

ImportResult import_holidays(Service& network, const audit::Actor& by, std::string_view csv, bool dry_run) {
  const auto save = [&](db::Tx& tx, const csv::Table& table, const csv::Row& row) {
    const Holiday holiday{table.field(row, "country"), table.field(row, "day"), table.field(row, "name_ro"),
                          table.field(row, "name_en")};
    return network.save(tx, holiday) ? Saved::changed : Saved::unchanged;
  };
  auto result = catalogue::import_rows(network.database(), csv, {"country", "day", "name_ro"}, dry_run, save);
  if (!dry_run && result.errors.empty() && result.changed > 0) {
    network.database().write(
        [&](db::Tx& tx) { network.access().audit().note_change(tx, by, "holidays.imported", "holiday", 0); });
  }
  return result;
}

}  // namespace aproape::network
