#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "domain/routing/expected_wait.hpp"
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

WorkId first_in_line(Fixture& f) {
  return f.database.read([&](db::Tx& tx) { return f.routing.line(tx, chief(), 10); }).at(0).work.id;
}

void take(Fixture& f, Matter& matter, std::int64_t account) {
  f.dispatch();
  const auto offer = f.in_hands(account).at(0).engagement->offer;
  f.write([&](db::Tx& tx) { f.routing.accept(tx, f.eyes(account), offer); });
  matter.holder = {account};
  f.follow(matter);
}

}  // namespace

TEST_CASE("an offer that is taken back waits again and does not return to the same agent") {
  run([](Fixture& f) {
    f.follow(f.matter(f.new_case(10)));
    f.comes(5);
    f.dispatch();
    const WorkId work = f.in_hands(5).at(0).id;
    CHECK(key_of([&] { f.write([&](db::Tx& tx) { f.routing.take_back(tx, elsewhere(), work); }); }) ==
          "work.not_found");
    f.write([&](db::Tx& tx) { f.routing.take_back(tx, chief(), work); });
    CHECK(f.in_hands(5).empty());
    CHECK(f.dispatch() == 0);
    CHECK(key_of([&] { f.write([&](db::Tx& tx) { f.routing.take_back(tx, chief(), work); }); }) ==
          "work.waits");
    f.comes(6);
    f.dispatch();
    CHECK(f.in_hands(6).size() == 1);
  });
}

TEST_CASE("held work that is taken back keeps its place and is freed with its case") {
  run([](Fixture& f) {
    Matter matter = f.matter(f.new_case(10));
    f.follow(matter);
    f.comes(5);
    take(f, matter, 5);
    CHECK(f.in_hands(5).at(0).taken_at == f.clock.now());
    const Millis entered = f.in_hands(5)[0].entered_at;
    f.clock.advance(kMinute);
    const WorkId work = f.in_hands(5)[0].id;
    f.write([&](db::Tx& tx) {
      f.routing.take_back(tx, chief(), work);
      matter.holder = {};
      f.routing.follow(tx, matter);
    });
    CHECK(f.in_hands(5).empty());
    const auto line = f.database.read([&](db::Tx& tx) { return f.routing.line(tx, chief(), 10); });
    REQUIRE(line.size() == 1);
    CHECK(line[0].work.entered_at == entered);
    CHECK(line[0].work.taken_at == 0);
    CHECK(line[0].able == 1);
    CHECK(f.dispatch() == 0);  // not to him, for a while
  });
}

TEST_CASE("who takes a case by hand ends the offer at another, who is told") {
  run([](Fixture& f) {
    Matter matter = f.matter(f.new_case(10));
    f.follow(matter);
    f.comes(5);
    f.dispatch();
    matter.holder = {7};
    f.follow(matter);
    CHECK(f.told() == std::vector<std::string>{"agent.changed 5", "offer.made 5", "offer.ended 5"});
  });
}

TEST_CASE("skills that a supervisor asks for replace those of the case, and can be given back") {
  run([](Fixture& f) {
    Matter german = f.matter(f.new_case(10));
    german.language = "de";
    f.follow(german);
    f.comes(5);
    CHECK(f.dispatch() == 0);
    const WorkId work = first_in_line(f);
    const auto ask = [&](std::optional<std::vector<Skill>> skills) {
      f.write([&](db::Tx& tx) {
        f.routing.ask_for(tx, chief(), work, skills);
        f.routing.follow(tx, german);
      });
    };
    CHECK(key_of([&] { ask(std::vector<Skill>{{"x", 9}}); }) == "field.invalid");
    ask(std::vector<Skill>{});
    CHECK(f.dispatch() == 1);
    f.write([&](db::Tx& tx) { f.routing.take_back(tx, chief(), work); });
    ask(std::nullopt);
    f.clock.advance(2 * kHour);  // longer than he is left in peace
    CHECK(f.dispatch() == 0);
  });
}

TEST_CASE("work is picked from the line by who has room; what he may not see is not there") {
  run([](Fixture& f) {
    Matter german = f.matter(f.new_case(10));
    german.language = "de";
    f.follow(german);
    const WorkId work = first_in_line(f);
    const auto pick = [&](const access::Scope& scope) {
      f.write([&](db::Tx& tx) { return f.routing.pick(tx, scope, work); });
    };
    CHECK(key_of([&] { pick(elsewhere()); }) == "work.not_found");
    CHECK(key_of([&] { pick(f.eyes(5)); }) == "agent.no_room");
    f.comes(5);
    CHECK(f.dispatch() == 0);  // he does not speak it
    CHECK(f.database.read([&](db::Tx& tx) { return f.routing.pickable(tx, f.eyes(5), 10); }).size() == 1);
    pick(f.eyes(5));
    CHECK(f.in_hands(5).at(0).engagement->phase == Engagement::Phase::held);
    CHECK(key_of([&] { pick(f.eyes(6)); }) == "work.taken");
  });
}

TEST_CASE("what the router was about to offer can be picked too") {
  run([](Fixture& f) {
    f.comes(5);
    f.follow(f.matter(f.new_case(10)));
    const WorkId work = first_in_line(f);
    f.write([&](db::Tx& tx) { return f.routing.pick(tx, f.eyes(5), work); });
    CHECK(f.in_hands(5).at(0).engagement->phase == Engagement::Phase::held);
    f.follow(f.matter(f.new_case(11)));
    const WorkId next = first_in_line(f);
    f.dispatch();  // offered meanwhile
    f.write([&](db::Tx& tx) { return f.routing.pick(tx, f.eyes(5), next); });
    CHECK(f.in_hands(5).size() == 2);
    CHECK(f.in_hands(5).back().engagement->phase == Engagement::Phase::held);
  });
}

TEST_CASE("a call is written up with a code, which is counted; a mail is not") {
  run([](Fixture& f) {
    f.comes(5);
    Matter call = f.matter(f.new_case(10), "P3", "call");
    f.follow(call);
    take(f, call, 5);
    f.clock.advance(kMinute);
    call.our_turn = false;
    f.follow(call);
    f.follow(call);
    REQUIRE(f.in_hands(5).size() == 1);
    const WorkId work = f.in_hands(5)[0].id;
    CHECK(f.in_hands(5)[0].engagement->phase == Engagement::Phase::wrap_up);
    const auto end = [&](std::int64_t account, std::string_view code) {
      f.write([&](db::Tx& tx) { f.routing.end_wrap_up(tx, f.eyes(account), work, code); });
    };
    CHECK(key_of([&] { end(5, "nonsense"); }) == "field.invalid");
    CHECK(key_of([&] { end(6, "answered"); }) == "work.not_found");
    end(5, "answered");
    CHECK(f.in_hands(5).empty());
    CHECK(key_of([&] { end(5, "abuse"); }) == "work.not_found");  // one code a piece

    Matter mail = f.matter(f.new_case(11));
    f.follow(mail);
    take(f, mail, 5);
    mail.our_turn = false;
    f.follow(mail);
    CHECK(f.in_hands(5).empty());
    const auto counts = f.database.read(
        [&](db::Tx& tx) { return f.routing.wrap_up_counts(tx, chief(), 0, f.clock.now() + 1); });
    CHECK(counts == std::map<std::string, int>{{"", 1}, {"answered", 1}});
    CHECK(
        f.database
            .read([&](db::Tx& tx) { return f.routing.wrap_up_counts(tx, elsewhere(), 0, f.clock.now() + 1); })
            .empty());
  });
}

TEST_CASE("a write-up ends by itself, and its code may still be given") {
  run([](Fixture& f) {
    f.comes(5);
    Matter call = f.matter(f.new_case(10), "P3", "call");
    f.follow(call);
    take(f, call, 5);
    const WorkId work = f.in_hands(5)[0].id;
    call.our_turn = false;
    f.follow(call);
    f.clock.advance(kMinute);
    CHECK(f.dispatch() == 1);
    CHECK(f.in_hands(5).empty());
    f.write([&](db::Tx& tx) { f.routing.end_wrap_up(tx, f.eyes(5), work, "callback"); });
  });
}

TEST_CASE("the citizen who writes again before the write-up ended is new work") {
  run([](Fixture& f) {
    f.comes(5);
    Matter call = f.matter(f.new_case(10), "P3", "call");
    f.follow(call);
    take(f, call, 5);
    call.our_turn = false;
    f.follow(call);
    call.our_turn = true;
    call.holder = {};
    f.follow(call);
    CHECK(f.in_hands(5).empty());
    CHECK(f.database.read([&](db::Tx& tx) { return f.routing.line(tx, chief(), 10); }).size() == 1);
  });
}

TEST_CASE("codes and channels are changed on screen by who steers the network") {
  run([](Fixture& f) {
    const auto save = [&](const access::Scope& scope, WrapUpCode code) {
      f.write([&](db::Tx& tx) { f.routing.save_wrap_up_code(tx, scope, code); });
    };
    CHECK(key_of([&] { save(elsewhere(), {"abuse", "a", "b", true}); }) == "auth.forbidden");
    CHECK(key_of([&] { save(chief(), {"Not a code", "a", "b", true}); }) == "field.invalid");
    save(chief(), {"abuse", "Abuz verbal", "Verbal abuse", false});
    save(chief(), {"legalised", "Supralegalizat", "Legalised", true});
    const auto codes = f.database.read([&](db::Tx& tx) { return f.routing.wrap_up_codes(tx); });
    CHECK(codes.back().code == "legalised");
    CHECK(std::any_of(codes.begin(), codes.end(), [](const WrapUpCode& one) {
      return one.code == "abuse" && one.name_en == "Verbal abuse" && !one.active;
    }));

    f.comes(5);
    const auto set = [&](const access::Scope& scope, int capacity) {
      f.write([&](db::Tx& tx) {
        auto mail = f.routing.channels(tx).at(static_cast<std::size_t>(Channel::mail));
        mail.capacity = capacity;
        mail.rules.wrap_up = 20 * kSecond;
        f.routing.save_channel(tx, scope, mail);
      });
    };
    CHECK(key_of([&] { set(elsewhere(), 3); }) == "auth.forbidden");
    CHECK(key_of([&] { set(chief(), 11); }) == "field.invalid");
    set(chief(), 3);
    CHECK(f.agent(5).limits[static_cast<std::size_t>(Channel::mail)] == 3);
    CHECK(f.agent(6).limits[static_cast<std::size_t>(Channel::mail)] == 3);  // who comes later
    Matter mail = f.matter(f.new_case(11));
    f.follow(mail);
    take(f, mail, 5);
    mail.our_turn = false;
    f.follow(mail);
    CHECK(f.in_hands(5).at(0).engagement->phase == Engagement::Phase::wrap_up);
  });
}

TEST_CASE("the flow counts what came in, hour by hour, and what was taken in time") {
  run([](Fixture& f) {
    f.comes(5);
    Matter first = f.matter(f.new_case(10));
    f.follow(first);
    f.clock.advance(10 * kMinute);
    take(f, first, 5);
    first.our_turn = false;
    f.follow(first);
    Matter second = f.matter(f.new_case(11));
    f.follow(second);
    f.clock.advance(2 * kHour);
    take(f, second, 5);
    f.follow(f.matter(f.new_case(12)));
    const auto flow = f.database.read([&](db::Tx& tx) { return f.routing.flow(tx, chief(), 4, kHour); });
    REQUIRE(flow.size() == 4);
    CHECK(flow[1].entered == 2);
    CHECK(flow[1].taken == 2);
    CHECK(flow[1].in_time == 1);
    CHECK(flow[3].entered == 1);
    CHECK(flow[3].taken == 0);
    CHECK(f.database.read([&](db::Tx& tx) { return f.routing.flow(tx, elsewhere(), 4, kHour); })[1].entered ==
          0);
  });
}

TEST_CASE("the expected wait shares those who wait among those who are there") {
  CHECK_FALSE(expected_wait(3, 0, 0, kMinute).has_value());
  CHECK(expected_wait(0, 2, 1, kMinute) == 0);
  CHECK(expected_wait(0, 1, 0, kMinute) == kMinute);
  CHECK(expected_wait(5, 2, 0, 4 * kMinute) == 12 * kMinute);
  run([](Fixture& f) {
    f.comes(5);
    for (int i = 0; i < 3; ++i) {
      Matter german = f.matter(f.new_case(10 + i));
      german.language = "de";
      f.follow(german);
    }
    const auto queues = f.database.read([&](db::Tx& tx) { return f.routing.queues(tx, chief()); });
    REQUIRE(queues.size() == 1);
    CHECK(queues[0].free == 1);
    CHECK(queues[0].expected == 40 * kMinute);  // nothing was done yet: ten minutes each
  });
}

}  // namespace aproape::routing
