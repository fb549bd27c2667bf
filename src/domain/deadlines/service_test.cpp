#include "domain/deadlines/service.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "db/testing/database.hpp"

namespace aproape::deadlines {
namespace {

struct Fixture {
  explicit Fixture(db::Database& db, ManualClock& c)
      : database(db),
        clock(c),
        audit(db, dir.path()),
        access(db, audit, dir.path(), {15 * kMinute, 12 * kHour, {1, 8192}}),
        network(db, access),
        deadlines(db, network) {
    database.write([&](db::Tx& tx) {
      tx.exec(
          "insert into cases (id, number, subject, status, urgency, family, category, subcategory, unit_id, "
          "channel, language, snippet, flags, due_key, waiting_kind, waiting_name, answer_due, "
          "placed_reason, "
          "placed_evidence, resolution, ring, last_in_at, created_at, updated_at, version) values ($1, 'n', "
          "'s', "
          "'new', 'P3', 'service', '', '', 1, 'mail', 'ro', '', '', 0, '', '', true, '', '', '', 0, 0, 0, 0, "
          "1)",
          {matter.id});
    });
    matter.opened_at = clock.now();
  }

  std::optional<Millis> follow(Turn turn = Turn::same) {
    return database.write([&](db::Tx& tx) { return deadlines.follow(tx, matter, turn); });
  }
  // "service.p3.answer running" and so on, those that run first.
  std::string shown() {
    std::string text;
    for (const Explained& one : database.read([&](db::Tx& tx) { return deadlines.of_case(tx, matter.id); }))
      text += one.clock.rule + " " + one.clock.state + "; ";
    return text;
  }
  Clock the(std::string_view rule) {
    for (Explained& one : database.read([&](db::Tx& tx) { return deadlines.of_case(tx, matter.id); }))
      if (one.clock.rule == rule) return one.clock;
    FAIL("no such clock");
    return {};
  }
  std::vector<std::string> told() {
    std::vector<std::string> all;
    database.write([&](db::Tx& tx) { deadlines.warn(tx, 100); });
    for (const auto& row : database.read([](db::Tx& tx) {
           return tx.query("select data from event where type = 'clock.warned' order by id");
         }))
      all.push_back(row.text(0));
    return all;
  }

  db::testing::TempDir dir;
  db::Database& database;
  ManualClock& clock;
  audit::Service audit;
  access::Service access;
  network::Service network;
  Service deadlines;
  Matter matter{CaseId{77}, UnitId{1}, {"P3", "mail", "TRV", "TRV.lost-stolen"}, 0, true, false, false};
  access::Scope head =
      access::Scope::staff(AccountId{5}, false, {UnitId{1}}, {"case.write", "deadline.extend"});
  access::Scope consul = access::Scope::staff(AccountId{6}, false, {UnitId{1}}, {"case.write"});
};

void run(const std::function<void(Fixture&)>& test) {
  ManualClock clock(*from_rfc3339("2026-11-25T07:00:00Z"));  // a Wednesday, 9:00 in Bucharest
  db::testing::for_each_database(
      [&](db::Database& database) {
        Fixture f(database, clock);
        test(f);
        clock.jump_wall(*from_rfc3339("2026-11-25T07:00:00Z"));
      },
      clock);
}

}  // namespace

TEST_CASE("a case starts its clocks, an answer stops them, the next message starts one again") {
  run([](Fixture& f) {
    const auto due = f.follow(Turn::citizen_wrote);
    // Two working days in the office hours of a unit without hours of its own.
    CHECK(to_rfc3339(due.value()) == "2026-11-27T15:00:00.000Z");
    CHECK(f.shown() == "service.p3.answer running; legal.petition running; ");
    CHECK(f.follow(Turn::citizen_wrote) == due);  // a second message before the answer wins nothing
    f.matter.acted = true;
    CHECK_FALSE(f.follow(Turn::we_answered));
    f.clock.advance(5 * kDay);
    CHECK(f.follow(Turn::citizen_wrote));
    // The legal term of the petition was kept by the first answer.
    CHECK(f.shown().starts_with("service.p3.answer running; "));
    CHECK(f.shown().find("legal.petition running") == std::string::npos);
    f.matter.open = false;
    CHECK_FALSE(f.follow());
    CHECK(f.shown().find("running") == std::string::npos);
  });
}

TEST_CASE("waiting for the citizen pauses what we promised and not the law") {
  run([](Fixture& f) {
    f.follow(Turn::citizen_wrote);
    const Millis law = f.the("legal.petition").due_at.value();
    f.matter.waits = true;
    CHECK(f.follow() == law);
    CHECK(f.the("service.p3.answer").state == "paused");
    f.clock.advance(6 * kDay);
    f.matter.waits = false;
    f.follow();
    // Paused from Wednesday to Tuesday: Tuesday and Wednesday are the two days. 1 December is no holiday for
    // a unit that the directory does not know.
    CHECK(to_rfc3339(f.the("service.p3.answer").due_at.value()) == "2026-12-02T15:00:00.000Z");
    CHECK(f.the("legal.petition").due_at == law);
  });
}

TEST_CASE("who classifies anew does not win time") {
  run([](Fixture& f) {
    f.follow(Turn::citizen_wrote);
    const Millis start = f.clock.now();
    f.clock.advance(2 * kHour);
    f.matter.facts.urgency = "P1";
    f.follow();
    CHECK(f.the("service.p1.answer").started_at == start);
    CHECK(f.the("service.p1.answer").due_at == start + kHour);
    CHECK(f.the("service.p1.act").due_at == start + 15 * kMinute);
    CHECK(f.the("service.p3.answer").state == "cancelled");
    f.matter.acted = true;
    f.follow();
    CHECK(f.the("service.p1.act").state == "stopped");
  });
}

TEST_CASE("each share of the time is told once, P1 again after 15 and 45 minutes more") {
  run([](Fixture& f) {
    f.matter.facts = {"P1", "call", "PRO", "PRO.death"};
    f.follow();
    CHECK(f.told().empty());
    f.clock.advance(8 * kMinute);
    CHECK(f.told().size() == 1);
    CHECK(f.told().back().find("\"share\":50") != std::string::npos);
    f.clock.advance(7 * kMinute);  // 80 and 100 together: only the higher
    CHECK(f.told().size() == 2);
    CHECK(f.told().back().find("\"share\":100") != std::string::npos);
    f.clock.advance(15 * kMinute);
    CHECK(f.told().size() == 3);
    f.clock.advance(30 * kMinute);
    CHECK(f.told().back().find("\"share\":400") != std::string::npos);
    f.clock.advance(kDay);
    CHECK(f.told().size() == 4);
  });
}

TEST_CASE("only the head extends a legal term, once, with a reason, before it has passed") {
  run([](Fixture& f) {
    f.follow(Turn::citizen_wrote);
    const Clock law = f.the("legal.petition");
    const auto extend = [&](const access::Scope& scope, ClockId id, std::string_view reason) {
      return f.database.write(
          [&](db::Tx& tx) { return f.deadlines.extend(tx, scope, f.matter, id, reason); });
    };
    CHECK_THROWS_AS((void)extend(f.consul, law.id, "complex"), Error);
    CHECK_THROWS_AS((void)extend(f.head, law.id, ""), Error);
    CHECK_THROWS_AS((void)extend(f.head, f.the("service.p3.answer").id, "complex"), Error);
    const Explained longer = extend(f.head, law.id, "Se așteaptă răspunsul DEPABD.");
    CHECK(*longer.clock.due_at - *law.due_at == 15 * kDay);
    CHECK(longer.clock.extended_by == AccountId{5});
    CHECK_THROWS_AS((void)extend(f.head, law.id, "again"), Error);
  });
}

TEST_CASE("terms that staff starts and stops") {
  run([](Fixture& f) {
    f.follow(Turn::citizen_wrote);
    const auto start = [&](std::string_view rule, Millis since) {
      return f.database.write([&](db::Tx& tx) { return f.deadlines.start(tx, f.matter, rule, since); });
    };
    CHECK_THROWS_AS((void)start("legal.petition", f.clock.now()), Error);       // not by hand
    CHECK_THROWS_AS((void)start("expiry.renunciation", f.clock.now()), Error);  // for another category
    CHECK_THROWS_AS((void)start("legal.petition.forward", f.clock.now() + 1), Error);
    const Explained forward = start("legal.petition.forward", f.clock.now());
    CHECK(to_rfc3339(forward.clock.due_at.value()) == "2026-11-30T22:00:00.000Z");
    CHECK_THROWS_AS((void)start("legal.petition.forward", f.clock.now()), Error);  // runs already
    f.follow();  // a change of the case leaves it alone
    CHECK(f.the("legal.petition.forward").state == "running");
    f.database.write([&](db::Tx& tx) { f.deadlines.stop(tx, f.matter, forward.clock.id); });
    CHECK(f.the("legal.petition.forward").state == "stopped");
  });
}

TEST_CASE("what if") {
  run([](Fixture& f) {
    const Millis start = *from_rfc3339("2026-11-25T07:00:00Z");
    CHECK(to_rfc3339(f.deadlines.what_if("legal.foi", UnitId{1}, start, false).clock.due_at.value()) ==
          "2026-12-05T22:00:00.000Z");
    CHECK(to_rfc3339(f.deadlines.what_if("legal.foi", UnitId{1}, start, true).clock.due_at.value()) ==
          "2026-12-25T22:00:00.000Z");
    CHECK_THROWS_AS((void)f.deadlines.what_if("none", UnitId{1}, start, false), Error);
  });
}

}  // namespace aproape::deadlines
