#include "domain/routing/router.hpp"

#include <doctest/doctest.h>

namespace aproape::routing {
namespace {

using Kind = Decision::Kind;

struct Centre {
  std::int64_t offers = 0;
  Router router{default_rules(), [this] { return OfferId{++offers}; }};
  Millis now = 1'000'000;

  Agent agent(std::int64_t id, std::vector<QueueId> queues = {{1}}, std::vector<std::size_t> skills = {}) {
    Agent agent;
    agent.id = {id};
    agent.queues = std::move(queues);
    for (const auto skill : skills) agent.skills.add(skill);
    router.describe(agent, now);
    return agent;
  }
  std::vector<Decision> comes(std::int64_t id) {
    return router.set_availability({id}, Availability::available, now);
  }
  Work work(std::int64_t id, Channel channel = Channel::call, int urgency = 3) const {
    Work work;
    work.id = {id};
    work.channel = channel;
    work.urgency = urgency;
    work.entered_at = now;
    work.stages = {{0, {}, {{1}}}};
    return work;
  }
};

}  // namespace

TEST_CASE("work is offered to a free agent, and taken") {
  Centre centre;
  centre.agent(1);
  centre.comes(1);
  const auto made = centre.router.add(centre.work(10), centre.now);
  REQUIRE(made.size() == 1);
  CHECK(made[0].kind == Kind::offered);
  CHECK(made[0].agent == AccountId{1});
  CHECK(made[0].until == centre.now + 20 * kSecond);
  CHECK(centre.router.accept(made[0].offer, centre.now + 5 * kSecond).accepted);
  CHECK_FALSE(centre.router.accept(made[0].offer, centre.now + 6 * kSecond).accepted);
  // The lease is gone with the answer.
  CHECK(centre.router.advance(centre.now + kHour).empty());
}

TEST_CASE("a call that rings out returns to its place, and pauses who was not there") {
  Centre centre;
  centre.agent(1);
  centre.comes(1);
  const auto rings = centre.router.add(centre.work(10), centre.now);
  centre.now += kSecond;
  centre.router.add(centre.work(11), centre.now);
  REQUIRE(centre.router.next_wake() == rings[0].until);
  const auto after = centre.router.advance(*rings[0].until);
  REQUIRE(after.size() == 2);
  CHECK(after[0].kind == Kind::returned);
  CHECK(after[1].kind == Kind::paused);
  CHECK_FALSE(centre.router.accept(rings[0].offer, *rings[0].until).accepted);
  centre.agent(2);
  const auto next = centre.comes(2);
  REQUIRE(next.size() == 1);
  CHECK(next[0].work == WorkId{10});  // the older one still is first
}

TEST_CASE("who declined is asked again only after a while, others at once") {
  Centre centre;
  centre.agent(1);
  centre.comes(1);
  const auto first = centre.router.add(centre.work(10), centre.now);
  auto declined = centre.router.decline(first[0].offer, centre.now);
  CHECK(declined.accepted);
  REQUIRE(declined.decisions.size() == 1);
  CHECK(declined.decisions[0].kind == Kind::returned);
  REQUIRE(centre.router.next_wake());
  const auto again = centre.router.advance(centre.now + kMinute);
  REQUIRE(again.size() == 1);
  CHECK(again[0].agent == AccountId{1});
}

TEST_CASE("an emergency goes before everything, ageing before the rest") {
  Centre centre;
  centre.agent(1);
  centre.router.add(centre.work(10, Channel::call, 4), centre.now);
  centre.now += 20 * kMinute;
  centre.router.add(centre.work(11, Channel::call, 3), centre.now);  // 15 minutes' head start are not enough
  centre.router.add(centre.work(12, Channel::call, 2), centre.now);
  centre.router.add(centre.work(13, Channel::call, 1), centre.now);
  std::vector<std::int64_t> order;
  for (auto decisions = centre.comes(1); !decisions.empty();) {
    REQUIRE(decisions[0].kind == Kind::offered);
    order.push_back(decisions[0].work.value);
    centre.router.accept(decisions[0].offer, centre.now);
    centre.router.finish(decisions[0].work, centre.now);
    decisions = centre.router.end_wrap_up({1}, decisions[0].work, centre.now);
  }
  CHECK(order == std::vector<std::int64_t>{13, 12, 10, 11});
}

TEST_CASE("mission first, then the centre, then a neighbour with fewer skills") {
  Centre centre;
  centre.agent(1, {{7}});
  centre.agent(2, {{2}}, {3});
  centre.comes(1);
  centre.comes(2);
  Work work = centre.work(10);
  SkillSet german;
  german.add(3);
  work.stages = {{0, german, {{1}}}, {30 * kSecond, german, {{2}}}, {2 * kMinute, {}, {{7}}}};
  CHECK(centre.router.add(work, centre.now).empty());
  REQUIRE(centre.router.next_wake() == centre.now + 30 * kSecond);
  const auto second = centre.router.advance(centre.now + 30 * kSecond);
  REQUIRE(second.size() == 1);
  CHECK(second[0].agent == AccountId{2});
  CHECK(second[0].stage == 1);
  const auto third = centre.router.decline(second[0].offer, centre.now + 2 * kMinute);
  CHECK_FALSE(third.accepted);  // it had rung out at 50 s, and returned
  REQUIRE(third.decisions.size() >= 3);
  CHECK(third.decisions.back().agent == AccountId{1});
  CHECK(third.decisions.back().stage == 2);
}

TEST_CASE("the agent who knows the case is preferred, then the nearest, the least loaded, the longest idle") {
  Centre centre;
  for (const auto id : {1, 2, 3}) {
    centre.agent(id);
    centre.comes(id);
    centre.now += kSecond;
  }
  CHECK(centre.router.add(centre.work(10, Channel::chat), centre.now)[0].agent == AccountId{1});
  CHECK(centre.router.add(centre.work(11, Channel::chat), centre.now)[0].agent == AccountId{2});
  Work known = centre.work(12, Channel::chat);
  known.last_holder = {1};
  CHECK(centre.router.add(known, centre.now)[0].agent == AccountId{1});
  CHECK(centre.router.add(centre.work(13, Channel::chat), centre.now)[0].agent == AccountId{3});
  CHECK(centre.router.add(centre.work(14, Channel::chat), centre.now)[0].agent == AccountId{2});
}

TEST_CASE("one call or three chats; who writes can be called, who speaks gets no mail") {
  Centre centre;
  centre.agent(1);
  centre.comes(1);
  for (const auto id : {10, 11, 12})
    CHECK(centre.router.add(centre.work(id, Channel::chat), centre.now).size() == 1);
  CHECK(centre.router.add(centre.work(13, Channel::chat), centre.now).empty());
  CHECK(centre.router.add(centre.work(14, Channel::call), centre.now).empty());
  CHECK(centre.router.add(centre.work(15, Channel::mail), centre.now).empty());
  for (const auto id : {10, 11, 12, 13}) centre.router.remove({id}, centre.now);
  CHECK(centre.router.waiting().size() == 1);  // the call is offered, the mail waits for its end
  const auto mail = centre.router.remove({14}, centre.now);
  REQUIRE(mail.size() == 1);
  CHECK(mail[0].work == WorkId{15});
  CHECK(centre.router.add(centre.work(16, Channel::call), centre.now).size() == 1);
}

TEST_CASE("mails are offered one at a time, the next with the answer to the first") {
  Centre centre;
  centre.agent(1);
  centre.comes(1);
  const auto first = centre.router.add(centre.work(10, Channel::mail), centre.now);
  REQUIRE(first.size() == 1);
  CHECK(centre.router.add(centre.work(11, Channel::mail), centre.now).empty());
  // But an emergency does not wait for that, nor lie long with who is away.
  const auto emergency = centre.router.add(centre.work(12, Channel::mail, 1), centre.now);
  REQUIRE(emergency.size() == 1);
  CHECK(emergency[0].until == centre.now + 2 * kMinute);
  centre.router.remove({12}, centre.now);
  const auto taken = centre.router.accept(first[0].offer, centre.now);
  REQUIRE(taken.decisions.size() == 1);
  CHECK(taken.decisions[0].work == WorkId{11});
}

TEST_CASE("time to write up keeps an agent free of calls until its end, or his") {
  Centre centre;
  centre.agent(1);
  centre.comes(1);
  const auto first = centre.router.add(centre.work(10), centre.now);
  centre.router.accept(first[0].offer, centre.now);
  centre.router.finish({10}, centre.now);
  CHECK(centre.router.add(centre.work(11), centre.now).empty());
  const auto later = centre.router.advance(centre.now + 30 * kSecond);
  REQUIRE(later.size() == 2);
  CHECK(later[0].kind == Kind::wrapped_up);
  CHECK(later[1].work == WorkId{11});
}

TEST_CASE("held work that comes back waits at its old place, for somebody else first") {
  Centre centre;
  centre.agent(1);
  centre.comes(1);
  const auto first = centre.router.add(centre.work(10, Channel::mail), centre.now);
  centre.router.accept(first[0].offer, centre.now);
  CHECK(centre.router.hand_back({10}, centre.now).empty());
  centre.agent(2);
  CHECK(centre.comes(2)[0].agent == AccountId{2});
}

TEST_CASE("waiting work can be picked by hand, once, by who has room") {
  Centre centre;
  centre.agent(1);
  centre.router.add(centre.work(10), centre.now);
  CHECK_FALSE(centre.router.pick({10}, {1}, centre.now).accepted);  // he is not there
  centre.router.describe(
      [] {
        Agent other;
        other.id = {2};
        other.queues = {{9}};
        return other;
      }(),
      centre.now);
  centre.comes(2);
  CHECK(centre.router.pick({10}, {2}, centre.now).accepted);
  CHECK_FALSE(centre.router.pick({10}, {2}, centre.now).accepted);
  CHECK(centre.comes(1).empty());
}

TEST_CASE("who works by shifts is offered work when one begins, emergencies at any time") {
  Centre centre;
  Agent agent = centre.agent(1);
  agent.shifts = {{centre.now + kHour, centre.now + 2 * kHour}};
  centre.router.describe(agent, centre.now);
  centre.comes(1);
  CHECK(centre.router.add(centre.work(10, Channel::mail), centre.now).empty());
  CHECK(centre.router.next_wake() == centre.now + kHour);
  CHECK(centre.router.able_in_principle(*centre.router.find({10}), centre.now) == 0);
  const auto emergency = centre.router.add(centre.work(11, Channel::mail, 1), centre.now);
  REQUIRE(emergency.size() == 1);
  centre.router.accept(emergency[0].offer, centre.now);
  const auto begins = centre.router.advance(centre.now + kHour);
  REQUIRE(begins.size() == 1);
  CHECK(begins[0].work == WorkId{10});
  centre.router.accept(begins[0].offer, centre.now + kHour);
  CHECK(centre.router.add(centre.work(12, Channel::mail), centre.now + 2 * kHour).empty());  // it is over
}

TEST_CASE("work that is declined goes before younger work, also to one whose shift begins at that moment") {
  Centre centre;
  centre.agent(1);
  centre.comes(1);
  const auto first = centre.router.add(centre.work(10), centre.now);
  centre.router.add(centre.work(11), centre.now);
  Agent agent = centre.agent(2);
  agent.shifts = {{centre.now + kSecond, centre.now + kHour}};
  centre.router.describe(agent, centre.now);
  centre.comes(2);
  const auto answer = centre.router.decline(first[0].offer, centre.now + kSecond);
  REQUIRE(answer.decisions.size() == 3);
  CHECK(answer.decisions[1].work == WorkId{10});
  CHECK(answer.decisions[1].agent == AccountId{2});
  CHECK(answer.decisions[2].work == WorkId{11});
}

TEST_CASE("a stored state goes on where it was") {
  Centre centre;
  Agent agent;
  agent.id = {1};
  agent.queues = {{1}};
  agent.availability = Availability::available;
  agent.engagements = {{{10}, Channel::call, Engagement::Phase::offered, {77}, centre.now + 5 * kSecond}};
  Agent free = agent;
  free.id = {2};
  free.engagements.clear();
  centre.router.restore({agent, free}, {centre.work(10), centre.work(11)}, centre.now);
  const auto first = centre.router.advance(centre.now);
  REQUIRE(first.size() == 1);
  CHECK(first[0].work == WorkId{11});
  CHECK(first[0].agent == AccountId{2});
  CHECK(centre.router.accept({77}, centre.now).accepted);
}

}  // namespace aproape::routing
