#include "domain/routing/record_json.hpp"

#include "base/json.hpp"

namespace aproape::routing {
namespace {

json::Array list_of(const std::vector<Skill>& skills) {
  json::Array list;
  for (const Skill& skill : skills) list.emplace_back(json::Array{skill.name, skill.level});
  return list;
}

std::vector<Skill> skills_of(const json::Value& list) {
  std::vector<Skill> skills;
  for (const json::Value& one : list.as_array())
    skills.push_back({one.as_array().at(0).as_string(), static_cast<int>(one.as_array().at(1).as_int())});
  return skills;
}

json::Array list_of(const std::vector<QueueId>& queues) {
  json::Array list;
  for (const QueueId queue : queues) list.emplace_back(queue.value);
  return list;
}

std::vector<QueueId> queues_of(const json::Value& list) {
  std::vector<QueueId> queues;
  for (const json::Value& one : list.as_array()) queues.push_back({one.as_int()});
  return queues;
}

}  // namespace

std::string write_skills(const std::vector<Skill>& skills) {
  return json::write(list_of(skills));
}
std::vector<Skill> read_skills(std::string_view text) {
  return skills_of(json::parse(text));
}

std::string write_asked(const std::optional<std::vector<Skill>>& skills) {
  return skills ? write_skills(*skills) : "";
}
std::optional<std::vector<Skill>> read_asked(std::string_view text) {
  if (text.empty()) return std::nullopt;
  return read_skills(text);
}

std::string write_queues(const std::vector<QueueId>& queues) {
  return json::write(list_of(queues));
}
std::vector<QueueId> read_queues(std::string_view text) {
  return queues_of(json::parse(text));
}

std::string write_stages(const std::vector<StageRecord>& stages) {
  json::Array list;
  for (const StageRecord& stage : stages)
    list.emplace_back(json::Array{stage.after, list_of(stage.skills), list_of(stage.queues)});
  return json::write(list);
}
std::vector<StageRecord> read_stages(std::string_view text) {
  std::vector<StageRecord> stages;
  const json::Value list = json::parse(text);
  for (const json::Value& one : list.as_array()) {
    const json::Array& parts = one.as_array();
    stages.push_back({parts.at(0).as_int(), skills_of(parts.at(1)), queues_of(parts.at(2))});
  }
  return stages;
}

std::string write_cooldowns(const std::vector<Cooldown>& cooldowns) {
  json::Array list;
  for (const Cooldown& one : cooldowns) list.emplace_back(json::Array{one.agent.value, one.until});
  return json::write(list);
}
std::vector<Cooldown> read_cooldowns(std::string_view text) {
  std::vector<Cooldown> cooldowns;
  const json::Value list = json::parse(text);
  for (const json::Value& one : list.as_array())
    cooldowns.push_back({AccountId{one.as_array().at(0).as_int()}, one.as_array().at(1).as_int()});
  return cooldowns;
}

std::string write_limits(const Limits& limits) {
  json::Array list;
  for (const int limit : limits) list.emplace_back(limit);
  return json::write(list);
}
Limits read_limits(std::string_view text) {
  Limits limits = kLimits;
  const json::Value list = json::parse(text);
  for (std::size_t i = 0; i < limits.size() && i < list.as_array().size(); ++i)
    limits[i] = static_cast<int>(list.as_array()[i].as_int());
  return limits;
}

}  // namespace aproape::routing
