#include "domain/routing/service.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "db/testing/database.hpp"

namespace aproape::routing {
namespace {

struct Fixture {
  Fixture(db::Database& db, ManualClock& c)
      : database(db),
        clock(c),
        audit(db, dir.path()),
        access(db, audit, dir.path(), {15 * kMinute, 12 * kHour, {1, 8192}}),
        network(db, access),
        routing(db, network) {}

  template <class F>
  auto write(F&& work) {
    return database.write([&](db::Tx& tx) { return work(tx); });
  }
  CaseId new_case(std::int64_t id) {
    write([&](db::Tx& tx) {
      tx.exec(
          "insert into cases (id, number, subject, status, urgency, family, category, subcategory, unit_id, "
          "channel, "
          "language, snippet, flags, due_key, waiting_kind, waiting_name, answer_due, placed_reason, "
          "placed_evidence, "
          "resolution, ring, last_in_at, created_at, updated_at, version) values ($1, $2, 's', 'new', 'P3', "
          "'service', "
          "'', '', 1, 'mail', 'ro', '', '', 0, '', '', true, '', '', '', 0, 0, 0, 0, 1)",
          {id, std::to_string(id)});
    });
    return CaseId{id};
  }
  Matter matter(CaseId id, std::string urgency = "P3", std::string channel = "mail") {
    return {id, UnitId{1}, std::move(channel), std::move(urgency), "ro", "TRV", {}, true, clock.now()};
  }
  void follow(const Matter& matter) {
    write([&](db::Tx& tx) { routing.follow(tx, matter); });
  }
  access::Scope eyes(std::int64_t account) const {
    return access::Scope::staff(AccountId{account}, false, {UnitId{1}}, {"case.read", "case.write"});
  }
  void comes(std::int64_t account) {
    write([&](db::Tx& tx) {
      return routing.set_availability(tx, eyes(account), AccountId{account}, Availability::available, "");
    });
  }
  int dispatch() {
    return write([&](db::Tx& tx) { return routing.dispatch(tx); });
  }
  std::vector<WorkRecord> in_hands(std::int64_t account) {
    return database.read([&](db::Tx& tx) { return routing.in_hands(tx, AccountId{account}); });
  }
  AgentRecord agent(std::int64_t account) {
    return database.read([&](db::Tx& tx) { return routing.agent(tx, AccountId{account}); });
  }
  std::vector<std::string> told() {
    std::vector<std::string> all;
    for (const auto& row :
         database.read([](db::Tx& tx) { return tx.query("select type, subject_id from event order by id"); }))
      if (row.text(0).starts_with("offer.") || row.text(0).starts_with("agent."))
        all.push_back(row.text(0) + " " + std::to_string(row.i64(1)));
    return all;
  }

  db::testing::TempDir dir;
  db::Database& database;
  ManualClock& clock;
  audit::Service audit;
  access::Service access;
  network::Service network;
  Service routing;
};

void run(const std::function<void(Fixture&)>& test) {
  ManualClock clock(*from_rfc3339("2026-11-25T07:00:00Z"));
  db::testing::for_each_database(
      [&](db::Database& database) {
        Fixture f(database, clock);
        test(f);
      },
      clock);
}

std::string key_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.key();
  }
  return "";
}

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
