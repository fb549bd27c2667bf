#include "api/agent_json.hpp"

#include <algorithm>

#include "api/body.hpp"
#include "api/case_json.hpp"

namespace aproape::api {
namespace {

// Where a stage looks for somebody.
std::string_view kind_of(const routing::StageRecord& stage, const routing::WorkRecord& work,
                         const network::Directory& directory) {
  const auto own = routing::queue_of(work.unit);
  const bool here = std::find(stage.queues.begin(), stage.queues.end(), own) != stage.queues.end();
  if (&stage != &work.stages.front() && here) return "anybody";
  if (here) return "unit";
  const network::Unit* centre = directory.central();
  const bool central =
      centre != nullptr && stage.queues == std::vector<routing::QueueId>{routing::queue_of(centre->id)};
  return central ? "centre" : "neighbours";
}

}  // namespace

json::Array skill_list(const std::vector<routing::Skill>& skills) {
  json::Array list;
  for (const routing::Skill& skill : skills)
    list.emplace_back(json::Object{{"skill", skill.name}, {"level", skill.level}});
  return list;
}

std::vector<routing::Skill> skills_member(const json::Value& body) {
  std::vector<routing::Skill> skills;
  if (body["skills"].is_null()) return skills;
  for (const json::Value& one : body["skills"].as_array())
    skills.push_back({wanted_text(one, "skill"), static_cast<int>(one.get_int("level", 1))});
  return skills;
}

std::vector<UnitId> units_member(const DeskServices& desk, const json::Value& body, std::string_view name) {
  std::vector<UnitId> units;
  if (body[name].is_null()) return units;
  for (const json::Value& one : body[name].as_array()) {
    const json::Value named{json::Object{{std::string(name), one}}};
    units.push_back(unit_member(desk, named, name));
  }
  return units;
}

json::Value queue_ref(routing::QueueId queue, const network::Directory& directory,
                      std::string_view language) {
  const network::Unit* unit = directory.unit(UnitId{queue.value});
  if (unit == nullptr) return json::Object{{"id", queue.str()}, {"code", ""}, {"name", ""}};
  return json::Object{
      {"id", queue.str()}, {"code", unit->code}, {"name", language == "ro" ? unit->name_ro : unit->name_en}};
}

json::Object agent_body(const routing::AgentRecord& agent, const network::Directory& directory,
                        std::string_view language) {
  json::Array queues;
  for (const routing::QueueId queue : agent.queues) queues.push_back(queue_ref(queue, directory, language));
  json::Object limits;
  for (std::size_t i = 0; i < routing::kChannels; ++i)
    limits.set(std::string(routing::name_of(static_cast<routing::Channel>(i))), agent.limits[i]);
  return {{"id", agent.id.str()},
          {"availability", routing::name_of(agent.availability)},
          {"reason", text_or_null(agent.reason)},
          {"since", agent.version == 0 ? json::Value() : json::Value(to_rfc3339(agent.since))},
          {"queues", std::move(queues)},
          {"queues_set", agent.queues_set},
          {"skills", skill_list(agent.skills)},
          {"limits", std::move(limits)},
          {"version", agent.version}};
}

json::Object work_body(db::Tx& tx, const DeskServices& desk, const access::Scope& scope,
                       const routing::WorkRecord& work, const network::Directory& directory,
                       std::string_view language) {
  json::Object body{{"work", work.id.str()},
                    {"phase", work.engagement ? routing::name_of(work.engagement->phase) : "waiting"},
                    {"channel", routing::name_of(work.channel)},
                    {"urgency", "P" + std::to_string(work.urgency)},
                    {"language", text_or_null(work.language)},
                    {"unit", queue_ref(routing::queue_of(work.unit), directory, language)},
                    {"waits_since", to_rfc3339(work.entered_at)},
                    {"agent", or_null(work.agent.empty() ? "" : work.agent.str())},
                    {"taken_at", work.taken_at == 0 ? json::Value() : json::Value(to_rfc3339(work.taken_at))},
                    {"offer", nullptr},
                    {"until", nullptr},
                    {"case", nullptr}};
  if (work.engagement && !work.engagement->offer.empty()) body.set("offer", work.engagement->offer.str());
  if (work.engagement) body.set("until", moment_or_null(work.engagement->until));
  try {
    body.set("case", case_item(desk.cases.get(tx, scope, work.case_id), directory, language));
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::not_found) throw;  // a neighbour's, not his yet
  }
  return body;
}

json::Object waiting_body(db::Tx& tx, const DeskServices& desk, const access::Scope& scope,
                          const routing::WaitingWork& waiting, const network::Directory& directory,
                          std::string_view language) {
  const routing::WorkRecord& work = waiting.work;
  json::Object body = work_body(tx, desk, scope, work, directory, language);
  json::Array stages;
  for (const routing::StageRecord& stage : work.stages)
    stages.emplace_back(json::Object{{"kind", kind_of(stage, work, directory)},
                                     {"at", to_rfc3339(work.entered_at + stage.after)},
                                     {"skills", skill_list(stage.skills)}});
  body.set("stages", std::move(stages));
  body.set("stage", static_cast<std::int64_t>(waiting.stage));
  body.set("able", static_cast<std::int64_t>(waiting.able));
  body.set("asked", work.asked.has_value());
  return body;
}

}  // namespace aproape::api
