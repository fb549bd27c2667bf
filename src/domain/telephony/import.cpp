#include "domain/telephony/import.hpp"

#include <tuple>

#include "base/error.hpp"
#include "domain/telephony/checks.hpp"

namespace aproape::telephony {
namespace {

using Saved = catalogue::Service::Saved;

auto content(const Line& l) {
  return std::tie(l.name, l.unit, l.language, l.emergency, l.redirected, l.recorded, l.operator_first,
                  l.always_open, l.day, l.night, l.from, l.until);
}

bool is_true(std::string_view word) {
  return word == "true" || word == "1" || word == "yes" || word == "da";
}

Action action_of(const std::string& written) {
  Action action;
  const std::size_t colon = written.find(':');
  action.kind = written.substr(0, colon);
  if (colon != std::string::npos) action.target = written.substr(colon + 1);
  return action;
}

Millis moment_of(const std::string& written, const char* field) {
  const auto at = from_rfc3339(written);
  if (!at) throw Error("telephony.invalid", {{field, "field.invalid"}});
  return *at;
}

// The plan of the number that has no end; a new one where there is none.
Line present_or_new(const Service& service, db::Tx& tx, const std::string& number, Millis now) {
  for (Line& line : service.with_number(tx, number))
    if (!line.until) return std::move(line);
  Line fresh;
  fresh.number = number;
  fresh.day = fresh.night = {"queue", {}, {}, {}};
  fresh.from = now;
  return fresh;
}

}  // namespace

catalogue::ImportResult import_lines(Service& service, db::Database& database, network::Service& network,
                                     const access::Scope& scope, std::string_view csv, bool dry_run) {
  const auto save = [&](db::Tx& tx, const csv::Table& table, const csv::Row& row) {
    const std::string number = number_of(csv::unguard(table.field(row, "number")));
    const Line before = present_or_new(service, tx, number, database.clock().now());
    Line line = before;
    const auto unit = network.find_unit(tx, table.field(row, "unit"));
    if (!unit) throw Error("telephony.invalid", {{"unit", "unit.unknown"}});
    line.unit = unit->id;
    if (table.has("name")) line.name = table.field(row, "name");
    if (table.has("language")) line.language = table.field(row, "language");
    const auto flag = [&](std::string_view heading, bool& target) {
      if (table.has(heading)) target = is_true(table.field(row, heading));
    };
    flag("emergency", line.emergency);
    flag("redirected", line.redirected);
    flag("recorded", line.recorded);
    flag("operator_first", line.operator_first);
    flag("always_open", line.always_open);
    if (table.has("day")) line.day = action_of(table.field(row, "day"));
    if (table.has("night")) line.night = action_of(table.field(row, "night"));
    const std::string from = table.field(row, "valid_from"), until = table.field(row, "valid_to");
    if (!from.empty()) line.from = moment_of(from, "valid_from");
    if (!until.empty()) line.until = moment_of(until, "valid_to");
    if (!before.id.empty() && content(before) == content(line)) return Saved::unchanged;
    service.save(tx, scope, line);
    return before.id.empty() ? Saved::added : Saved::changed;
  };
  return catalogue::import_rows(database, csv, {"number", "unit"}, dry_run, save);
}

}  // namespace aproape::telephony
