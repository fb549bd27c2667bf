#include <doctest/doctest.h>

#include "domain/routing/shift_windows.hpp"
#include "domain/routing/testing/service_fixture.hpp"

namespace aproape::routing {
namespace {

using testing::Fixture;
using testing::key_of;
using testing::run;

access::Scope chief() {
  return access::Scope::staff(AccountId{9}, true, {}, {"agent.read", "agent.write", "case.read"});
}
access::Scope elsewhere() {
  return access::Scope::staff(AccountId{8}, false, {UnitId{2}}, {"agent.read", "agent.write"});
}

Millis at(const char* moment) {
  return *from_rfc3339(moment);
}

}  // namespace

TEST_CASE("a shift is on the clock of the wall, over midnight and over the end of summer time") {
  const std::vector<Shift> night{{6, 22 * 60, 6 * 60, "Europe/Rome"}};  // Saturday night
  const auto windows = windows_of(night, at("2026-10-24T12:00:00Z"));
  REQUIRE(windows.size() == 1);
  CHECK(windows[0].from == at("2026-10-24T20:00:00Z"));  // summer time
  CHECK(windows[0].to == at("2026-10-25T05:00:00Z"));    // winter time: the night had nine hours
  CHECK(windows_of({{7, 0, 24 * 60, "Asia/Tokyo"}}, at("2026-11-28T15:00:00Z"))[0].from ==
        at("2026-11-28T15:00:00Z"));
  CHECK(windows_of({{1, 0, 60, "UTC"}}, at("2026-11-28T12:00:00Z")).size() == 1);  // Monday, two days on
}

TEST_CASE("who has shifts is offered work inside them, and emergencies whenever he is there") {
  run([](Fixture& f) {  // a Wednesday morning
    f.comes(5);
    const auto set = [&](const access::Scope& scope, const std::vector<Shift>& shifts) {
      f.write([&](db::Tx& tx) { f.routing.set_shifts(tx, scope, {5}, shifts); });
    };
    CHECK(key_of([&] { set(elsewhere(), {}); }) == "agent.not_found");
    CHECK(key_of([&] { set(chief(), {{3, 0, 60, "Europe/Atlantis"}}); }) == "field.invalid");
    CHECK(key_of([&] { set(chief(), {{8, 0, 60, "UTC"}}); }) == "field.invalid");
    const int soon = static_cast<int>(f.clock.now() % kDay / kMinute) + 60;
    set(chief(), {{3, soon, soon + 4 * 60, "UTC"}});
    f.follow(f.matter(f.new_case(10)));
    CHECK(f.dispatch() == 0);
    f.follow(f.matter(f.new_case(11), "P1"));
    CHECK(f.dispatch() == 1);
    const auto offer = f.in_hands(5).at(0).engagement->offer;
    f.write([&](db::Tx& tx) { f.routing.accept(tx, f.eyes(5), offer); });
    f.clock.advance(kHour);
    CHECK(f.dispatch() == 1);
    CHECK(f.in_hands(5).size() == 2);
    CHECK(f.database.read([&](db::Tx& tx) { return f.routing.shifts(tx, f.eyes(5), {5}); }).size() == 1);
  });
}

TEST_CASE("skills that are lent count until their end") {
  run([](Fixture& f) {
    Matter german = f.matter(f.new_case(10));
    german.language = "de";
    f.follow(german);
    f.comes(5);
    Surge surge;
    surge.agent = {5};
    surge.skills = {{"language:de", 4}};
    surge.until = f.clock.now() + kHour;
    const auto lend = [&](const access::Scope& scope) {
      return f.write([&](db::Tx& tx) { return f.routing.lend(tx, scope, surge); });
    };
    CHECK(key_of([&] { (void)lend(elsewhere()); }) == "auth.forbidden");
    const Surge lent = lend(chief());
    CHECK(lent.by == AccountId{9});
    CHECK(f.dispatch() == 1);
    CHECK(f.agent(5).skills.empty());  // his own stay as they are
    CHECK(f.write([&](db::Tx& tx) { return f.routing.end_surges(tx); }).empty());
    f.clock.advance(kHour);
    const auto ended = f.write([&](db::Tx& tx) { return f.routing.end_surges(tx); });
    REQUIRE(ended.size() == 1);
    CHECK(ended[0].id == lent.id);
    CHECK(f.write([&](db::Tx& tx) { return f.routing.end_surges(tx); }).empty());
    CHECK(f.database.read([&](db::Tx& tx) { return f.routing.surges(tx, chief()); }).empty());
    f.clock.advance(2 * kHour);  // longer than he is left in peace after the offer that rang out
    f.dispatch();
    f.clock.advance(2 * kHour);
    f.dispatch();
    CHECK(f.in_hands(5).empty());
  });
}

TEST_CASE("a surge is ended early, once, and is not longer than a month") {
  run([](Fixture& f) {
    Surge surge;
    surge.agent = {5};
    surge.until = f.clock.now() + 40 * kDay;
    const auto lend = [&] { return f.write([&](db::Tx& tx) { return f.routing.lend(tx, chief(), surge); }); };
    CHECK(key_of([&] { (void)lend(); }) == "field.invalid");
    surge.until = f.clock.now() + kDay;
    const SurgeId id = lend().id;
    const auto end = [&] { f.write([&](db::Tx& tx) { return f.routing.end_surge(tx, chief(), id); }); };
    end();
    CHECK(key_of(end) == "surge.not_found");
  });
}

}  // namespace aproape::routing
