#include "domain/routing/stage_plan.hpp"

#include <algorithm>
#include <charconv>
#include <string>

#include "base/error.hpp"
#include "formats/csv/csv.hpp"
#include "i18n/dates.hpp"

namespace aproape::routing {
namespace {

Millis minutes(const csv::Table& table, const csv::Row& row, std::string_view heading) {
  const std::string text = table.field(row, heading);
  int value = -1;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (error != std::errc{} || end != text.data() + text.size() || value < 0)
    throw Error(ErrorKind::invalid, "catalogue.widening",
                "line " + std::to_string(row.line) + ", " + std::string(heading));
  return value * kMinute;
}

std::vector<Skill> needed_skills(const Matter& matter) {
  std::vector<Skill> skills;
  if (!matter.language.empty() && matter.language != "ro")
    skills.push_back({"language:" + matter.language, 3});
  for (const std::string_view grave : {"PRO", "MIN", "CRI"})
    if (matter.category == grave) skills.push_back({"topic:" + matter.category, 1});
  return skills;
}

// How long the unit's counter stays open; 0 where it is closed by its hours.
Millis open_for(const network::Directory& directory, const network::Unit& unit, Millis now) {
  const i18n::LocalTime local = i18n::to_local(now, unit.time_zone);
  const int minute = local.hour * 60 + local.minute;
  int left = 0;
  for (const network::Hours& hours : directory.hours(unit.id))
    if (hours.day == local.weekday && hours.from <= minute && minute < hours.to)
      left = std::max(left, hours.to - minute);
  return left * kMinute;
}

}  // namespace

std::vector<Widening> read_widening(std::string_view csv) {
  const csv::Table table(csv, {"urgency", "centre", "neighbours", "anybody"});
  std::vector<Widening> all(5);
  for (const csv::Row& row : table.rows()) {
    const std::string urgency = table.field(row, "urgency");
    if (urgency.size() != 2 || urgency[0] != 'P' || urgency[1] < '1' || urgency[1] > '4')
      throw Error(ErrorKind::invalid, "catalogue.widening", "line " + std::to_string(row.line) + ", urgency");
    all[static_cast<std::size_t>(urgency[1] - '0')] = {
        minutes(table, row, "centre"), minutes(table, row, "neighbours"), minutes(table, row, "anybody")};
  }
  return all;
}

std::vector<StageRecord> plan_stages(const Matter& matter, const std::optional<std::vector<Skill>>& asked,
                                     const network::Directory& directory,
                                     const std::vector<Widening>& widening, Millis entered, Millis now) {
  const Widening& wide = widening.at(static_cast<std::size_t>(matter.urgency.at(1) - '0'));
  const std::vector<Skill> skills = asked ? *asked : needed_skills(matter);
  const QueueId own = queue_of(matter.unit);
  std::vector<StageRecord> stages{{0, skills, {own}}};

  const network::Unit* centre = directory.central();
  const network::Unit* unit = directory.unit(matter.unit);
  const bool abroad = unit != nullptr && unit->kind == "mission";
  std::vector<QueueId> everywhere{own};
  if (centre != nullptr && centre->id != matter.unit) {
    Millis after = wide.centre;
    if (abroad) after = std::min(after, now - entered + open_for(directory, *unit, now));
    if (abroad && !directory.opening(matter.unit, now).open) after = 0;
    stages.push_back({after, skills, {queue_of(centre->id)}});
    everywhere.push_back(queue_of(centre->id));
  }
  if (abroad && !unit->parent.empty()) {
    StageRecord neighbours{wide.neighbours, skills, {}};
    for (const network::Unit& other : directory.units())
      if (other.parent == unit->parent && other.id != unit->id && other.kind == "mission")
        neighbours.queues.push_back(queue_of(other.id));
    if (!neighbours.queues.empty()) stages.push_back(std::move(neighbours));
  }
  if (!skills.empty()) stages.push_back({wide.anybody, {}, everywhere});
  std::stable_sort(stages.begin(), stages.end(),
                   [](const StageRecord& a, const StageRecord& b) { return a.after < b.after; });
  return stages;
}

}  // namespace aproape::routing
