#include "domain/routing/service.hpp"

#include <doctest/doctest.h>

#include "domain/routing/testing/service_fixture.hpp"

namespace aproape::routing {
namespace {

using testing::Fixture;
using testing::key_of;
using testing::run;

}  // namespace

TEST_CASE("a case is offered to who is there, taken, and leaves with the answer") {
  run([](Fixture& f) {
    Matter matter = f.matter(f.new_case(10));
    f.follow(matter);
    f.follow(matter);
    CHECK(f.dispatch() == 0);  // nobody is there
    f.comes(5);
    CHECK(f.dispatch() == 1);
    REQUIRE(f.in_hands(5).size() == 1);
    const auto offer = f.in_hands(5)[0].engagement->offer;
    CHECK(key_of([&] { f.write([&](db::Tx& tx) { return f.routing.accept(tx, f.eyes(6), offer); }); }) ==
          "offer.not_found");
    const auto work = f.write([&](db::Tx& tx) { return f.routing.accept(tx, f.eyes(5), offer); });
    CHECK(work.case_id == matter.id);
    matter.holder = {5};
    f.follow(matter);
    CHECK(f.in_hands(5)[0].engagement->phase == Engagement::Phase::held);
    CHECK(key_of([&] { f.write([&](db::Tx& tx) { return f.routing.accept(tx, f.eyes(5), offer); }); }) ==
          "offer.ended");
    f.clock.advance(kMinute);
    matter.our_turn = false;
    f.follow(matter);
    CHECK(f.in_hands(5).empty());
    CHECK(f.agent(5).idle_since == f.clock.now());
    CHECK(f.told() == std::vector<std::string>{"agent.changed 5", "offer.made 5", "offer.accepted 5"});
  });
}

TEST_CASE("a declined or missed offer comes back to the line and goes to another") {
  run([](Fixture& f) {
    f.follow(f.matter(f.new_case(10), "P1", "call"));
    f.comes(5);
    f.dispatch();
    f.clock.advance(kSecond);
    f.comes(6);
    const auto offer = f.in_hands(5)[0].engagement->offer;
    f.write([&](db::Tx& tx) { f.routing.decline(tx, f.eyes(5), offer); });
    f.dispatch();
    REQUIRE(f.in_hands(6).size() == 1);
    CHECK(f.in_hands(5).empty());
    f.clock.advance(20 * kSecond);  // it rings out
    CHECK(f.dispatch() == 2);
    CHECK(f.agent(6).availability == Availability::paused);
    CHECK(f.agent(6).reason == "missed");
    f.clock.advance(kMinute);
    f.dispatch();
    CHECK(f.in_hands(5).size() == 1);
    const auto history =
        f.database.read([&](db::Tx& tx) { return f.routing.history(tx, f.eyes(6), {6}, 10); });
    REQUIRE(history.size() == 2);
    CHECK(history[0].by.empty());
  });
}

TEST_CASE("who leaves turns down what rings; a pause wants a reason") {
  run([](Fixture& f) {
    f.follow(f.matter(f.new_case(10), "P2", "chat"));
    f.comes(5);
    f.dispatch();
    const auto pause = [&](std::string_view reason) {
      f.write([&](db::Tx& tx) {
        return f.routing.set_availability(tx, f.eyes(5), {5}, Availability::paused, reason);
      });
    };
    CHECK(key_of([&] { pause("nonsense"); }) == "agent.reason");
    pause("lunch");
    CHECK(f.in_hands(5).empty());
    f.comes(6);
    f.dispatch();
    CHECK(f.in_hands(6).size() == 1);
  });
}

TEST_CASE("a case taken by hand leaves the line, and comes back with its old moment") {
  run([](Fixture& f) {
    Matter matter = f.matter(f.new_case(10));
    f.follow(matter);
    const Millis entered = f.clock.now();
    f.comes(5);
    matter.holder = {7};
    f.follow(matter);
    CHECK(f.dispatch() == 0);
    CHECK(f.in_hands(7).size() == 1);
    f.clock.advance(kHour);
    matter.holder = {};
    f.follow(matter);
    f.dispatch();
    REQUIRE(f.in_hands(5).size() == 1);
    CHECK(f.in_hands(5)[0].entered_at == entered);
    CHECK(f.in_hands(5)[0].last_holder == AccountId{7});
  });
}

TEST_CASE("a long line is looked through to its end for who can take something") {
  run([](Fixture& f) {
    for (int i = 0; i < 1100; ++i) {
      Matter german = f.matter(f.new_case(100 + i));
      german.language = "de";
      f.follow(german);
    }
    f.clock.advance(kSecond);
    f.follow(f.matter(f.new_case(5000)));
    f.comes(5);
    CHECK(f.dispatch() == 1);
    CHECK(f.in_hands(5)[0].case_id == CaseId{5000});
  });
}

TEST_CASE("a supervisor gives skills and queues, within his units") {
  run([](Fixture& f) {
    Matter german = f.matter(f.new_case(10));
    german.language = "de";
    f.follow(german);
    f.comes(5);
    CHECK(f.dispatch() == 0);
    const auto chief = access::Scope::staff(AccountId{9}, false, {UnitId{1}}, {"agent.read", "agent.write"});
    const auto stranger =
        access::Scope::staff(AccountId{8}, false, {UnitId{2}}, {"agent.read", "agent.write"});
    Service::Description description;
    description.skills = {{"language:de", 4}};
    const auto version = f.agent(5).version;
    const auto describe = [&](const access::Scope& scope) {
      f.write([&](db::Tx& tx) { return f.routing.describe(tx, scope, {5}, version, description); });
    };
    CHECK(key_of([&] { describe(stranger); }) == "agent.not_found");
    describe(chief);
    CHECK(key_of([&] { describe(chief); }) == "stale");
    CHECK(f.dispatch() == 1);
    CHECK(f.database.read([&](db::Tx& tx) { return f.routing.agents(tx, stranger); }).empty());
    CHECK(f.database.read([&](db::Tx& tx) { return f.routing.queues(tx, chief); }).size() == 1);
  });
}

}  // namespace aproape::routing
