#include "domain/routing/staff.hpp"

#include <doctest/doctest.h>

#include <random>
#include <set>

#include "domain/routing/board.hpp"

namespace aproape::routing {
namespace {

constexpr Millis kNow = 1'000'000'000;

AgentRecord agent(std::int64_t id, std::vector<QueueId> queues, std::vector<Skill> skills = {}) {
  AgentRecord record;
  record.id = {id};
  record.queues = std::move(queues);
  record.skills = std::move(skills);
  record.availability = Availability::available;
  return record;
}

WorkRecord work(std::vector<Skill> skills) {
  WorkRecord record;
  record.id = {10};
  record.case_id = {10};
  record.urgency = 3;
  record.entered_at = kNow;
  record.stages = {{0, skills, {{1}}}, {8 * kHour, skills, {{2}}}, {kDay, skills, {{3}, {4}}}};
  if (!skills.empty()) record.stages.push_back({2 * kDay, {}, {{1}, {2}}});
  return record;
}

// To whom the work is offered `after` so long; the empty id: to nobody.
AccountId offered(const std::vector<AgentRecord>& agents, const WorkRecord& work, Millis after = 0) {
  Board board(agents, {work}, kNow + after, default_rules());
  const auto decisions = board.router().advance(kNow + after);
  return decisions.empty() ? AccountId{} : decisions.front().agent;
}

}  // namespace

TEST_CASE(
    "work of a mission without staff goes to the centre at once, and to a neighbour where that is empty") {
  const std::vector<AgentRecord> centre{agent(2, {{2}}), agent(3, {{3}})};
  CHECK(offered(centre, work({})) == AccountId{2});
  CHECK(offered({agent(3, {{3}})}, work({})) == AccountId{3});
  // The mission's own are asked first, also while they are away; then the plan holds.
  AgentRecord own = agent(1, {{1}});
  CHECK(offered({own, centre[0]}, work({})) == AccountId{1});
  own.availability = Availability::offline;
  CHECK(offered({own, centre[0]}, work({})) == AccountId{});
  CHECK(offered({own, centre[0]}, work({}), 8 * kHour) == AccountId{2});
  // Who takes no mail is no help.
  own.limits[static_cast<std::size_t>(Channel::mail)] = 0;
  CHECK(offered({own, centre[0]}, work({})) == AccountId{2});
}

TEST_CASE("without the skill at the mission the centre's is asked, and nobody without it before his time") {
  const std::vector<Skill> german{{"language:de", 3}};
  const AgentRecord own = agent(1, {{1}}, {{"language:de", 2}});
  CHECK(offered({own, agent(2, {{2}}, german)}, work(german)) == AccountId{2});
  CHECK(offered({own, agent(2, {{2}})}, work(german)) == AccountId{});
  CHECK(offered({own, agent(2, {{2}})}, work(german), 2 * kDay) == AccountId{1});
  AgentRecord lent = agent(2, {});
  lent.lent_queues = {{2}};
  lent.lent_skills = german;
  CHECK(offered({own, lent}, work(german)) == AccountId{2});
}

// Asked the slow way, over random staffs and plans.
TEST_CASE("no stage opens later, a staffed one keeps those after it, and the first with anybody is open") {
  std::mt19937_64 random(20261130);
  const auto draw = [&](int below) { return static_cast<int>(random() % static_cast<std::uint64_t>(below)); };
  int widened = 0;
  for (int round = 0; round < 20'000; ++round) {
    CAPTURE(round);
    std::vector<AgentRecord> agents;
    for (int i = draw(5); i > 0; --i) {
      AgentRecord one = agent(i, {{1 + draw(5)}, {1 + draw(5)}});
      if (draw(2) == 0) one.skills.push_back({"a", 1 + draw(3)});
      one.availability = static_cast<Availability>(draw(3));
      one.limits[static_cast<std::size_t>(Channel::mail)] = draw(3);
      agents.push_back(one);
    }
    std::vector<StageRecord> plan;
    Millis after = 0;
    const std::vector<Skill> asked = draw(2) == 0 ? std::vector<Skill>{} : std::vector<Skill>{{"a", 2}};
    for (int i = 1 + draw(4); i > 0; --i) {
      plan.push_back({after, draw(5) == 0 && after > 0 ? std::vector<Skill>{} : asked, {{1 + draw(5)}}});
      after += 1 + draw(1000);
    }
    const auto serves = [&](const StageRecord& stage) {
      for (const AgentRecord& one : agents) {
        bool good = one.limits[static_cast<std::size_t>(Channel::mail)] > 0;
        bool queue = false;
        for (const QueueId id : one.queues) queue = queue || id == stage.queues.front();
        if (!stage.skills.empty()) good = good && !one.skills.empty() && one.skills.front().level >= 2;
        if (good && queue) return true;
      }
      return false;
    };
    const auto opened = Staff(agents).open(plan, Channel::mail);
    REQUIRE(opened.size() == plan.size());
    std::multiset<Millis> times;
    for (std::size_t i = 0; i + 1 < opened.size(); ++i) REQUIRE(opened[i].after <= opened[i + 1].after);
    bool somebody = false;  // in a stage with the skills of the first, so far
    for (const StageRecord& stage : plan) {
      const bool keeps = stage.skills.size() == plan.front().skills.size();
      times.insert(keeps && !somebody ? 0 : stage.after);
      if (keeps && !somebody && stage.after > 0) ++widened;
      somebody = somebody || (keeps && serves(stage));
    }
    std::multiset<Millis> found;
    for (const StageRecord& stage : opened) found.insert(stage.after);
    REQUIRE(found == times);
  }
  CHECK(widened > 1000);
}

}  // namespace aproape::routing
