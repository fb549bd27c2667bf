// Figures against a recount from the cases themselves, over random histories.
#include "domain/reports/projection.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <map>
#include <optional>
#include <random>
#include <stdexcept>
#include <string>
#include <tuple>
#include <vector>

#include "base/error.hpp"
#include "db/event_store.hpp"
#include "domain/messages/testing/desk.hpp"
#include "domain/reports/report_day.hpp"
#include "domain/reports/service.hpp"

using namespace aproape;
using namespace aproape::reports;
using messages::testing::Desk;
using messages::testing::on_each;

namespace {

// A quarantine of four kinds of mail, by id.
struct Entries final : Quarantine {
  [[nodiscard]] std::string_view subject() const override { return "intake"; }
  [[nodiscard]] std::optional<Held> held(db::Tx&, std::int64_t id) const override {
    const auto found = all.find(id);
    return found == all.end() ? std::nullopt : std::optional(found->second);
  }
  [[nodiscard]] std::vector<std::int64_t> ids_after(db::Tx&, std::int64_t after, int limit) const override {
    std::vector<std::int64_t> ids;
    for (auto at = all.upper_bound(after); at != all.end() && ids.size() < static_cast<std::size_t>(limit);
         ++at)
      ids.push_back(at->first);
    return ids;
  }

  std::map<std::int64_t, Held> all;
};

struct Bench {
  explicit Bench(Desk& d, ManualClock& c)
      : desk(d),
        clock(c),
        knowledge(d.database, d.access, d.network),
        collaboration(d.database, d.audit, d.access, d.cases),
        satisfaction(d.database, d.cases, std::string(32, 'k')),
        reports({d.database, d.network, d.deadlines, d.routing, d.classification, d.cases, d.messages,
                 knowledge, collaboration, satisfaction, quarantine}) {
    desk.database.write([this](db::Tx& tx) {
      for (const auto& [code, unit] : {std::pair("visas", desk.rome), std::pair("files", desk.rome)}) {
        collaboration::Team team;
        team.unit = unit;
        team.code = team.name = code;
        teams.push_back(collaboration.save(tx, desk.system, team, {}).id);
      }
    });
  }

  template <class F>
  auto write(F&& work) {
    return desk.database.write([&](db::Tx& tx) { return work(tx); });
  }
  void catch_up() {
    write([](db::Tx& tx) {
      while (db::number_events(tx, 500) > 0) {
      }
    });
    while (write([&](db::Tx& tx) { return reports.projection().step(tx); }) > 0) {
    }
    CHECK_FALSE(desk.database.read([&](db::Tx& tx) { return reports.projection().behind(tx); }));
  }
  void rebuild() {
    write([&](db::Tx& tx) { reports.projection().begin_rebuild(tx); });
    catch_up();
  }
  std::vector<std::string> rows() {
    std::vector<std::string> all;
    const auto dump = [&](const db::Rows& rows, int columns) {
      for (const db::Row& row : rows) {
        std::string line;
        for (int i = 0; i < columns; ++i) line += row.text(i) + "|";
        all.push_back(line);
      }
    };
    desk.database.read([&](db::Tx& tx) {
      dump(tx.query(
               "select cast(case_id as text), kind, cast(item as text), cast(day as text), cast(hour as "
               "text), cast(unit_id as text), channel, category, subcategory, urgency, language, country, "
               "topic, cast(person_id as text), coalesce(cast(value as text), ''), case when hit then '1' "
               "else '0' end, cast(team_id as text) from report_fact order by case_id, kind, item"),
           17);
      dump(tx.query(
               "select cast(unit_id as text), dimension, cast(day as text), kind, channel, member, cast(n as "
               "text), cast(hits as text), cast(total as text) from report_count order by unit_id, "
               "dimension, day, kind, channel, member"),
           9);
    });
    return all;
  }
  Tally tally(UnitId unit, std::string channel = "") {
    return desk.database.read([&](db::Tx& tx) {
      return reports.tally(tx, {{unit}, 20200101, 20991231, std::move(channel), {}});
    });
  }
  Value value(UnitId unit, std::string_view figure) { return value_of(definition(figure), tally(unit)); }
  std::int64_t number(db::Sql sql, UnitId unit) {
    return desk.database.read([&](db::Tx& tx) { return tx.one(sql, {unit.value})->i64(0); });
  }

  Desk& desk;
  ManualClock& clock;
  knowledge::Service knowledge;
  collaboration::Service collaboration;
  satisfaction::Service satisfaction;
  Entries quarantine;
  std::vector<collaboration::TeamId> teams;
  Service reports;
};

// Plays what staff and citizens do, and keeps its own account of closings.
class History {
 public:
  History(Bench& bench, unsigned seed) : bench_(bench), random_(seed) {}

  struct Known {
    CaseId id;
    std::vector<bool> closings;  // each: whether it was opened again
    bool closed = false;
    bool merged = false;
    bool mixed = false;  // its history has been another's too
  };
  std::vector<Known>& cases() { return cases_; }

  void act() {
    bench_.clock.advance(static_cast<Millis>(random_() % (7 * kHour)));
    try {
      bench_.write([&](db::Tx& tx) { one(tx); });
    } catch (const Error&) {
      // Refused as it would be on the screen: nothing has changed.
    }
    if (random_() % 3 == 0) bench_.write([&](db::Tx& tx) { bench_.desk.deadlines.warn(tx, 100); });
  }

 private:
  void one(db::Tx& tx) {
    Desk& desk = bench_.desk;
    const auto what = random_() % 16;
    if (cases_.size() < 4 || what == 0) {
      const UnitId unit = random_() % 2 == 0 ? desk.rome : desk.paris;
      const auto c = desk.open(tx, unit, "c" + std::to_string(random_() % 6) + "@example.org");
      cases_.push_back({c.id, {}});
      return;
    }
    Known before = cases_[random_() % cases_.size()];
    Known& known =
        *std::find_if(cases_.begin(), cases_.end(), [&](const Known& k) { return k.id == before.id; });
    const CaseId id = known.id;
    const auto& scope = desk.in_centre;
    switch (what) {
      case 1:
      case 2:
        if (known.merged) return;
        desk.cases.add_contact(tx, desk.system, Desk::mail(id, "c1@example.org", "Încă o întrebare."));
        reopen(before);
        break;
      case 3:
      case 4: {
        messages::Service::Reply reply;
        reply.text = "Răspuns";
        reply.to = {{{}, "c1@example.org"}};
        reply.then = random_() % 2 == 0 ? "keep" : "close";
        reply.delay = 60;
        const auto queued = desk.messages.reply(tx, scope, id, 0, reply);
        if (random_() % 3 == 0) {
          desk.messages.cancel(tx, scope, queued.message.id);
        } else if (reply.then == "close" && !before.closed) {
          before.closings.push_back(false);
          before.closed = true;
        }
        break;
      }
      case 5:
        desk.cases.close(tx, scope, id, 0, random_() % 2 == 0 ? "answered" : "information", "");
        before.closings.push_back(false);
        before.closed = true;
        break;
      case 6:
        desk.cases.reopen(tx, scope, id, 0);
        reopen(before);
        break;
      case 7:
        desk.cases.transfer(tx, scope, id, 0, random_() % 2 == 0 ? desk.rome : desk.paris, "");
        break;
      case 8: {
        constexpr const char* kTopics[][2] = {
            {"PRO", "PRO.arrest"}, {"PRO", "PRO.hospital"}, {"CIV", "CIV.birth-reg"}};
        cases::Service::Change change;
        const auto& topic = kTopics[random_() % 3];
        change.category = topic[0];
        change.subcategory = topic[1];
        change.urgency = "P2";
        desk.cases.change(tx, scope, id, 0, change);
        break;
      }
      case 9: {
        cases::Role role;
        role.role = "subject";
        role.person = desk.people.find_or_make(
            tx, desk.system,
            {"S", "ro", "email", "s" + std::to_string(random_() % 4) + "@example.org", "claimed"});
        desk.cases.add_role(tx, desk.system, id, role);
        break;
      }
      case 10: {
        const auto roles = desk.cases.roles(tx, desk.system, id);
        if (roles.size() > 1) desk.cases.drop_role(tx, desk.system, id, roles.back().id);
        break;
      }
      case 11: {
        const CaseId into = cases_[random_() % cases_.size()].id;
        if (into == id) return;
        const CaseId root = desk.cases.resolve(tx, into);
        desk.cases.merge(tx, scope, id, into);
        before.merged = before.mixed = true;
        for (Known& other : cases_)
          if (other.id == into || other.id == root) other.mixed = true;
        break;
      }
      case 12:
        desk.cases.unmerge(tx, scope, id);
        before.merged = false;
        break;
      case 13: {
        const auto& teams = bench_.teams;
        const auto which = random_() % (teams.size() + 1);
        bench_.collaboration.set_team(tx, desk.system, id,
                                      which < teams.size() ? teams[which] : collaboration::TeamId{});
        break;
      }
      default:
        desk.cases.assign(tx, scope, id, 0, desk.rome_staff, {});
    }
    known = before;
  }

  static void reopen(Known& known) {
    if (known.closed && !known.closings.empty()) known.closings.back() = true;
    known.closed = false;
  }

  Bench& bench_;
  std::mt19937 random_;
  std::vector<Known> cases_;
};

// The oldest case of each person and sort of help in a year, from the tables alone.
std::int64_t helped(Bench& bench, UnitId unit) {
  std::map<std::tuple<std::int64_t, std::string, int>, std::int64_t> first;  // person, sort, year to unit
  std::int64_t unknown = 0;
  bench.desk.database.read([&](db::Tx& tx) {
    for (const auto& row :
         tx.query("select id, subcategory, unit_id, created_at, coalesce(requester_id, 0) from "
                  "cases where merged_into is null order by id")) {
      const std::string sort(assistance_of(row.text(1)));
      if (sort.empty()) continue;
      std::vector<std::int64_t> persons;
      for (const auto& role :
           tx.query("select distinct person_id from case_role where case_id = $1 and role = "
                    "'subject' and person_id is not null",
                    {row.i64(0)}))
        persons.push_back(role.i64(0));
      if (persons.empty()) persons.push_back(row.i64(4));
      for (const std::int64_t person : persons) {
        if (person == 0)
          ++unknown;
        else
          first.try_emplace({person, sort, day_hour(row.i64(3)).day / 10000}, row.i64(2));
      }
    }
  });
  return unknown + std::count_if(first.begin(), first.end(), [&](const auto& one) {
           return unit == kNetwork || one.second == unit.value;
         });
}

void compare(Bench& bench, History& history) {
  for (const UnitId unit : {kNetwork, bench.desk.rome, bench.desk.paris}) {
    CAPTURE(unit.value);
    CHECK(bench.value(unit, "cases").numerator ==
          bench.number("select count(*) from cases where merged_into is null and (unit_id = $1 or $1 = 0)",
                       unit));
    CHECK(bench.value(unit, "backlog").numerator ==
          bench.number(
              "select count(*) from cases where merged_into is null and closed_at is null and (unit_id = "
              "$1 or $1 = 0)",
              unit));
    CHECK(bench.value(unit, "deadlines").numerator ==
          bench.number(
              "select count(*) from clock k join cases c on c.id = k.case_id where (c.unit_id = $1 or $1 "
              "= 0) and c.merged_into is null and k.state = 'stopped' and (k.due_at is null or "
              "k.stopped_at <= k.due_at)",
              unit));
    CHECK(bench.value(unit, "assistance").numerator == helped(bench, unit));
  }
  // Closings as they were done, of cases whose history is their own.
  bench.desk.database.read([&](db::Tx& tx) {
    for (const History::Known& known : history.cases()) {
      if (known.mixed) continue;
      std::vector<bool> counted;
      for (const auto& row :
           tx.query("select hit from report_fact where case_id = $1 and kind = 'closed' order by item",
                    {known.id}))
        counted.push_back(row.boolean(0));
      CAPTURE(known.id.value);
      CHECK(counted == known.closings);
    }
  });
  // Each wait that ended, by whether somebody took the work.
  CHECK(bench.value(kNetwork, "abandoned").denominator ==
        bench.number(
            "select count(*) from routing_turn t join cases c on c.id = t.case_id where c.merged_into is "
            "null and t.id > $1",
            UnitId{0}));
  CHECK(bench.value(kNetwork, "abandoned").numerator ==
        bench.number(
            "select count(*) from routing_turn t join cases c on c.id = t.case_id where c.merged_into is "
            "null and t.account_id is null and t.id > $1",
            UnitId{0}));
  CHECK(bench.value(kNetwork, "contacts").numerator ==
        bench.number("select count(*) from contact where not outgoing and not automatic and case_id > $1",
                     UnitId{0}));
  CHECK(bench.value(kNetwork, "replies").numerator ==
        bench.number("select count(*) from contact where outgoing and author_id is not null and case_id > $1",
                     UnitId{0}));
}

// Every figure equals what its cases add up to, whole, of each team and in every part.
void compare_cases(Bench& bench) {
  bench.desk.database.read([&](db::Tx& tx) {
    std::vector<Question> questions;
    for (const UnitId unit : {kNetwork, bench.desk.rome}) {
      questions.push_back({{unit}, 20200101, 20991231, "", {}});
      for (const collaboration::TeamId team : bench.teams)
        questions.push_back({{unit}, 20200101, 20991231, "", team});
    }
    for (const Question& question : questions) {
      const Tally all = bench.reports.tally(tx, question);
      for (const Definition& figure : definitions()) {
        if (!figure.of_cases) continue;
        CAPTURE(figure.id);
        CAPTURE(question.team.value);
        const auto sum = [&](const Service::Part& part) {
          std::int64_t n = 0;
          CaseId before;
          while (true) {
            const auto page = bench.reports.cases(tx, question, figure, part, before, 3);
            for (const CountedCase& one : page) n += figure.shared() && part.numerator ? one.hits : one.n;
            if (page.size() < 3) return n;
            before = page.back().id;
          }
        };
        const Value value = value_of(figure, all);
        CHECK(sum({true, "", ""}) == value.numerator);
        if (value.denominator) {
          CHECK(sum({false, "", ""}) == *value.denominator);
        }
        for (const char* by :
             {"category", "urgency", "language", "hour", "topic", "person", "country_topic", "team"})
          for (const auto& [member, part] : bench.reports.split(tx, question, figure, by))
            CHECK(sum({true, by, member}) == value_of(figure, part).numerator);
      }
    }
    // Something was counted, or the comparison says nothing.
    const Question of_team{{kNetwork}, 20200101, 20991231, "", bench.teams.front()};
    CHECK(value_of(definition("cases"), bench.reports.tally(tx, of_team)).numerator > 0);
    CHECK(value_of(definition("cases"), bench.reports.tally(tx, of_team)).numerator <
          value_of(definition("cases"), bench.reports.tally(tx, questions.front())).numerator);
  });
}

}  // namespace

TEST_CASE("after any history the figures equal a recount, and a rebuilding changes no row") {
  on_each([](Desk& desk, ManualClock& clock) {
    Bench bench(desk, clock);
    History history(bench, 20261129);
    for (int round = 0; round < 4; ++round) {
      for (int i = 0; i < 60; ++i) history.act();
      bench.catch_up();
      compare(bench, history);
      const auto kept = bench.rows();
      bench.rebuild();
      CHECK(bench.rows() == kept);
    }
    compare_cases(bench);
  });
}

TEST_CASE("a rebuilding that was cut off goes on, and takes in what happened meanwhile") {
  on_each([](Desk& desk, ManualClock& clock) {
    Bench bench(desk, clock);
    std::vector<CaseId> ids;
    for (int i = 0; i < 230; ++i)
      ids.push_back(bench.write([&](db::Tx& tx) { return desk.open(tx, desk.rome).id; }));
    bench.catch_up();
    const auto full = bench.rows();
    const auto& projection = bench.reports.projection();
    bench.write([&](db::Tx& tx) { projection.begin_rebuild(tx); });
    CHECK(bench.rows().empty());
    CHECK_FALSE(desk.database.read([&](db::Tx& tx) { return projection.state(tx).complete; }));
    CHECK(bench.write([&](db::Tx& tx) { return projection.step(tx); }) == 200);
    // Killed inside the next step: nothing of it is kept.
    CHECK_THROWS(bench.write([&](db::Tx& tx) {
      (void)projection.step(tx);
      throw std::runtime_error("killed");
    }));
    bench.write([&](db::Tx& tx) { desk.cases.close(tx, desk.in_centre, ids.front(), 0, "answered", ""); });
    bench.write([&](db::Tx& tx) { desk.cases.close(tx, desk.in_centre, ids.back(), 0, "answered", ""); });
    bench.catch_up();
    CHECK(desk.database.read([&](db::Tx& tx) { return projection.state(tx).complete; }));
    CHECK(bench.value(desk.rome, "backlog").numerator == 228);
    bench.write([&](db::Tx& tx) { desk.cases.reopen(tx, desk.in_centre, ids.front(), 0); });
    bench.write([&](db::Tx& tx) { desk.cases.reopen(tx, desk.in_centre, ids.back(), 0); });
    bench.catch_up();
    CHECK(bench.value(desk.rome, "backlog").numerator == 230);
    CHECK(full.size() > 230);
  });
}

TEST_CASE("events that come twice or were pruned unread change no figure") {
  on_each([](Desk& desk, ManualClock& clock) {
    Bench bench(desk, clock);
    for (int i = 0; i < 3; ++i) bench.write([&](db::Tx& tx) { desk.open(tx, desk.rome); });
    bench.catch_up();
    const auto kept = bench.rows();
    bench.write([](db::Tx& tx) { tx.exec("update report_cursor set seq = 0"); });
    bench.catch_up();
    CHECK(bench.rows() == kept);
    for (int i = 0; i < 3; ++i) bench.write([&](db::Tx& tx) { desk.open(tx, desk.paris); });
    bench.write([](db::Tx& tx) {
      while (db::number_events(tx, 500) > 0) {
      }
      tx.exec("delete from event");
    });
    bench.catch_up();
    CHECK(bench.value(desk.paris, "cases").numerator == 3);
    CHECK(bench.value(kNetwork, "cases").numerator == 6);
  });
}

TEST_CASE("mail in quarantine is counted, waiting or decided, and a rebuilding finds it again") {
  on_each([](Desk& desk, ManualClock& clock) {
    Bench bench(desk, clock);
    const auto tell = [&](std::int64_t id) {
      bench.write(
          [&](db::Tx& tx) { tx.publish({.type = "intake.held", .subject = "intake", .subject_id = id}); });
      bench.catch_up();
    };
    for (std::int64_t id = 1; id <= 450; ++id) bench.quarantine.all[id] = {clock.now(), "mail", "spam", true};
    bench.quarantine.all[7].reason = "storm";
    for (std::int64_t id = 1; id <= 450; ++id)
      bench.write(
          [&](db::Tx& tx) { tx.publish({.type = "intake.held", .subject = "intake", .subject_id = id}); });
    bench.catch_up();
    CHECK(bench.value(kNetwork, "quarantine").numerator == 450);
    CHECK(bench.value(kNetwork, "quarantine_open").numerator == 450);
    bench.quarantine.all[7].waits = false;
    tell(7);
    bench.quarantine.all.erase(9);  // read again, and now in a case
    tell(9);
    CHECK(bench.value(kNetwork, "quarantine").numerator == 449);
    CHECK(bench.value(kNetwork, "quarantine_open").numerator == 448);
    CHECK(bench.value(desk.rome, "quarantine").numerator == 0);
    desk.database.read([&](db::Tx& tx) {
      const Question question{{kNetwork}, 20200101, 20991231, "", {}};
      const auto parts = bench.reports.split(tx, question, definition("quarantine"), "topic");
      REQUIRE(parts.size() == 2);
      CHECK(parts.back().first == "storm");
      CHECK(bench.reports.cases(tx, question, definition("quarantine"), {}, {}, 10).empty());
    });
    const auto kept = bench.rows();
    bench.rebuild();
    CHECK(bench.rows() == kept);
  });
}

TEST_CASE("a reader counts his own units only") {
  on_each([](Desk& desk, ManualClock&) {
    const auto directory = desk.network.directory();
    const auto scope =
        access::Scope::staff(desk.rome_staff, false, {desk.rome}, {"report.read", "case.read"});
    const auto none = access::Scope::staff(desk.rome_staff, false, {desk.rome}, {"case.read"});
    const auto all = access::Scope::staff(desk.central_staff, true, {}, {"report.read", "case.read"});
    CHECK(Service::units(all, *directory, {}, "") == std::vector<UnitId>{kNetwork});
    // The test's units are in no directory: nobody gets figures of what he does not see.
    CHECK_THROWS_AS((void)Service::units(scope, *directory, {}, ""), Error);
    CHECK_THROWS_AS((void)Service::units(none, *directory, {}, ""), Error);
    CHECK_THROWS_AS((void)Service::units(all, *directory, desk.rome, ""), Error);
  });
}
