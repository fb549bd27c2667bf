#include "domain/routing/board.hpp"

#include <algorithm>
#include <utility>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/routing/repository.hpp"
#include "domain/routing/staff.hpp"

namespace aproape::routing {
namespace {

bool same(const std::optional<Engagement>& a, const std::optional<Engagement>& b) {
  if (a.has_value() != b.has_value()) return false;
  return !a || (a->phase == b->phase && a->offer == b->offer && a->until == b->until);
}

bool same(const std::vector<Cooldown>& a, const std::vector<Cooldown>& b) {
  return std::equal(a.begin(), a.end(), b.begin(), b.end(), [](const Cooldown& x, const Cooldown& y) {
    return x.agent == y.agent && x.until == y.until;
  });
}

Work to_work(const WorkRecord& record, const Staff& staff, SkillNames& names) {
  Work work;
  work.id = record.id;
  work.channel = record.channel;
  work.urgency = record.urgency;
  work.entered_at = record.entered_at;
  work.last_holder = record.last_holder;
  work.cooldowns = record.cooldowns;
  for (const StageRecord& stage : staff.open(record.stages, record.channel))
    work.stages.push_back({stage.after, names.needed(stage.skills), stage.queues});
  return work;
}

bool in_hands(const WorkRecord& work) {
  return work.engagement && work.engagement->phase != Engagement::Phase::offered;
}

// Since when the work as it is `after` lies in the hands that have it.
Millis taken(const WorkRecord& after, const WorkRecord& before, Millis now) {
  if (!in_hands(after)) return 0;
  return in_hands(before) && before.agent == after.agent ? before.taken_at : now;
}

[[noreturn]] void moved() {
  throw Error(ErrorKind::conflict, "routing.moved");
}

}  // namespace

Board::Board(const std::vector<AgentRecord>& agents, std::vector<WorkRecord> works, Millis now,
             const Rules& rules)
    : now_(now), router_(rules, [] { return make_id<OfferId>(); }) {
  SkillNames names;
  const Staff staff(agents);
  std::vector<Agent> of_router;
  for (const AgentRecord& record : agents) {
    Agent agent;
    agent.id = record.id;
    std::vector<Skill> skills = record.skills;
    skills.insert(skills.end(), record.lent_skills.begin(), record.lent_skills.end());
    agent.skills = names.held(skills);
    agent.queues = record.queues;
    agent.queues.insert(agent.queues.end(), record.lent_queues.begin(), record.lent_queues.end());
    agent.shifts = record.shifts;
    agent.limits = record.limits;
    agent.availability = record.availability;
    agent.idle_since = record.idle_since;
    for (const WorkRecord& work : works)
      if (work.agent == record.id && work.engagement) agent.engagements.push_back(*work.engagement);
    of_router.push_back(std::move(agent));
    agents_.emplace(record.id, record);
  }
  // Who never said that he is there may hold cases; he takes part in nothing else.
  std::erase_if(
      works, [this](const WorkRecord& work) { return !work.agent.empty() && !agents_.contains(work.agent); });
  std::vector<Work> of_line;
  for (WorkRecord& record : works) {
    if (!record.engagement || record.engagement->phase != Engagement::Phase::wrap_up)
      of_line.push_back(to_work(record, staff, names));
    works_.emplace(record.id, std::move(record));
  }
  router_.restore(std::move(of_router), std::move(of_line), now);
}

bool Board::anybody_free() const {
  return std::any_of(router_.agents().begin(), router_.agents().end(), [](const auto& entry) {
    for (std::size_t i = 0; i < kChannels; ++i)
      if (has_room(entry.second, static_cast<Channel>(i), true)) return true;
    return false;
  });
}

std::vector<AgentRecord> Board::agents() const {
  std::vector<AgentRecord> all;
  for (const auto& [id, agent] : router_.agents()) {
    AgentRecord record = agents_.at(id);
    record.availability = agent.availability;
    record.idle_since = agent.idle_since;
    all.push_back(std::move(record));
  }
  return all;
}

void Board::save(db::Tx& tx, const std::vector<Decision>& decisions) {
  std::set<AccountId> touched;  // whose engagements changed: nobody else may have changed him meanwhile
  save_works(tx, touched);
  std::set<AccountId> missed;  // whom the router paused; who pauses himself is written down by the service
  for (const Decision& decision : decisions)
    if (decision.kind == Decision::Kind::paused) missed.insert(decision.agent);
  save_agents(tx, touched, missed);
  for (const Decision& decision : decisions) publish(tx, decision);
}

void Board::save_works(db::Tx& tx, std::set<AccountId>& touched) {
  std::map<WorkId, std::pair<AccountId, Engagement>> engaged;
  for (const auto& [id, agent] : router_.agents())
    for (const Engagement& engagement : agent.engagements)
      engaged.emplace(engagement.work, std::pair(id, engagement));
  for (auto& [id, record] : works_) {
    WorkRecord now = record;
    const auto found = engaged.find(id);
    const Work* work = router_.find(id);
    if (found == engaged.end() && work == nullptr) {
      touched.insert(record.agent);
      repository::drop(tx, id);
      continue;
    }
    now.agent = found == engaged.end() ? AccountId{} : found->second.first;
    now.engagement = found == engaged.end() ? std::nullopt : std::optional(found->second.second);
    if (work != nullptr) now.cooldowns = work->cooldowns, now.last_holder = work->last_holder;
    if (now.agent == record.agent && same(now.engagement, record.engagement) &&
        same(now.cooldowns, record.cooldowns))
      continue;
    touched.insert({record.agent, now.agent});
    now.taken_at = taken(now, record, now_);
    if (!repository::update(tx, now)) moved();
    now.version = record.version + 1;
    record = std::move(now);
  }
}

void Board::save_agents(db::Tx& tx, const std::set<AccountId>& touched, const std::set<AccountId>& missed) {
  for (const auto& [id, agent] : router_.agents()) {
    AgentRecord& record = agents_.at(id);
    if (!missed.contains(id) && agent.idle_since == record.idle_since && !touched.contains(id)) continue;
    record.idle_since = agent.idle_since;
    if (missed.contains(id)) {
      record.availability = agent.availability;
      record.reason = "missed";
      record.since = now_;
      repository::insert(tx, AvailabilityChange{id, record.availability, record.reason, now_, {}});
    }
    if (!repository::update(tx, record)) moved();
    ++record.version;
  }
}

void Board::publish(db::Tx& tx, const Decision& decision) const {
  constexpr std::string_view kTypes[] = {"offer.made", "offer.ended", "agent.paused", "agent.wrapped_up"};
  json::Object data{{"work", decision.work.str()}};
  const auto work = works_.find(decision.work);
  if (work != works_.end()) data.set("case", work->second.case_id.str());
  if (!decision.offer.empty()) data.set("offer", decision.offer.str());
  if (decision.until) data.set("until", to_rfc3339(*decision.until));
  tx.publish({std::string(kTypes[static_cast<std::size_t>(decision.kind)]), "agent", decision.agent.value,
              work == works_.end() ? 0 : work->second.unit.value, 0, json::write(data)});
}

}  // namespace aproape::routing
