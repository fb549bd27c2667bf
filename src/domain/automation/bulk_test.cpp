// Many cases at once: the plan says what happens, each case is done once, refusals keep none of the others
// back.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <utility>

#include "domain/automation/testing/desk.hpp"

using namespace aproape;
using namespace aproape::automation;
using automation::testing::Desk;
using automation::testing::key_of;
using automation::testing::on_each;

TEST_CASE(
    "a bulk answer goes to each in his language, skips with the reason, and its mails can be taken back") {
  on_each([](Desk& desk, Service& automation, ManualClock& clock) {
    const auto made = [&](std::string_view from, std::string_view language) {
      return desk.database.write([&](db::Tx& tx) {
        const auto c = desk.open(tx, desk.rome, from);
        cases::Service::Change change;
        change.language = language;
        return desk.cases.change(tx, desk.system, c.id, 0, change).id;
      });
    };
    const CaseId romanian = made("ana@example.org", "ro");
    const CaseId english = made("john@example.org", "en");
    const CaseId again = made("Ana@example.org", "ro");
    const CaseId silent = desk.database.write([&](db::Tx& tx) {
      cases::NewCase what;
      what.subject = "La ghișeu";
      what.unit = desk.rome;
      return desk.cases.open(tx, desk.system, what).id;
    });
    desk.database.write([&](db::Tx& tx) {
      for (const auto& [language, text] :
           {std::pair("ro", "Spațiul aerian este închis. Cazul {{case.number}}."),
            std::pair("en", "The airspace is closed. Case {{case.number}}.")}) {
        messages::Template what;
        what.code = "zbor";
        what.language = language;
        what.name = "Spațiu aerian";
        what.text = text;
        desk.messages.save_template(tx, desk.system, what);
      }
    });
    BulkWork work;
    work.code = "zbor";
    work.then = "wait";
    const std::vector<CaseId> all = {romanian, english, again, silent};
    const auto plans = automation.plan(desk.in_centre, all, work);
    REQUIRE(plans.size() == 4);
    CHECK(plans[0].skip.empty());
    CHECK(plans[0].text.find("Spațiul aerian") == 0);
    CHECK(plans[1].language == "en");
    CHECK(plans[1].address == "john@example.org");
    CHECK(plans[2].skip == "bulk.same_address");
    CHECK(plans[3].skip == "bulk.no_address");
    CHECK(automation.plan(desk.in_paris, {romanian}, work)[0].skip == "case.not_found");
    CHECK(key_of([&] { (void)automation.plan(desk.in_centre, {}, work); }) == "bulk.invalid");

    const BulkRun run =
        desk.database.write([&](db::Tx& tx) { return automation.start(tx, desk.in_centre, all, work); });
    CHECK(run.total == 4);
    // Two at a time, as a job does that is killed in between: nothing is done twice.
    CHECK(automation.carry_on(desk.in_centre, run.id, 2));
    CHECK_FALSE(automation.carry_on(desk.in_centre, run.id, 2));
    CHECK_FALSE(automation.carry_on(desk.in_centre, run.id, 2));
    desk.database.read([&](db::Tx& tx) {
      const BulkRun ended = automation.bulk_run(tx, desk.in_centre, run.id);
      CHECK(ended.state == "done");
      CHECK(ended.done == 2);
      CHECK(ended.skipped == 2);
      const auto items = automation.bulk_items(tx, desk.in_centre, run.id);
      CHECK(items[2].reason == "bulk.same_address");
      CHECK(desk.messages.list(tx, desk.system, {}, {}, 50).size() == 2);
      CHECK(desk.cases.get(tx, desk.system, romanian).status == "waiting");
      const auto entries = desk.cases.entries(tx, desk.in_rome, english);
      CHECK(entries.back().type == "bulk.answered");
      CHECK_MESSAGE(desk.messages.list(tx, desk.system, {}, {}, 50)[0].next_at == clock.now() + kMinute,
                    "time for an undo");
    });
    const BulkRun back = automation.undo_bulk(desk.in_centre, run.id);
    CHECK(back.undone == 2);
    desk.database.read([&](db::Tx& tx) {
      CHECK(desk.cases.get(tx, desk.system, romanian).status == "new");
      for (const auto& message : desk.messages.list(tx, desk.system, {}, {}, 50))
        CHECK(message.status == "cancelled");
      CHECK(key_of([&] { (void)automation.bulk_run(tx, desk.in_rome, run.id); }) == "bulk.not_found");
    });
  });
}

TEST_CASE("a macro on many cases is done in each or in none of it, stops when told, and is taken back") {
  on_each([](Desk& desk, Service& automation, ManualClock&) {
    std::vector<CaseId> all;
    for (int i = 0; i < 5; ++i)
      all.push_back(
          desk.database.write([&](db::Tx& tx) { return desk.open(tx, i == 3 ? desk.paris : desk.rome).id; }));
    desk.database.write([&](db::Tx& tx) { desk.cases.close(tx, desk.system, all[1], 0, "information", {}); });
    const Macro macro = desk.database.write([&](db::Tx& tx) {
      Macro what;
      what.name = "Criză";
      what.actions = {{"tag", "criza", "", 0}, {"snooze", "", "", 4}};
      return automation.save_macro(tx, desk.in_centre, what);
    });
    BulkWork work;
    work.macro = macro.id;
    CHECK_MESSAGE(key_of([&] {
                    desk.database.write([&](db::Tx& tx) { automation.start(tx, desk.in_rome, all, work); });
                  }) == "case.not_found",
                  "nobody starts what he does not see");
    const auto plans = automation.plan(desk.in_centre, all, work);
    CHECK(plans[0].effects.size() == 3);
    CHECK(plans[1].skip == "case.closed");
    const BulkRun run =
        desk.database.write([&](db::Tx& tx) { return automation.start(tx, desk.in_centre, all, work); });
    CHECK(automation.carry_on(desk.in_centre, run.id, 3));
    const auto tagged = [&] {
      return desk.database.read([&](db::Tx& tx) {
        int n = 0;
        for (const CaseId id : all) {
          const auto flags = desk.cases.get(tx, desk.system, id).flags;
          n += static_cast<int>(std::count(flags.begin(), flags.end(), "tag:criza"));
        }
        return n;
      });
    };
    CHECK_MESSAGE(tagged() == 2, "three were looked at, the closed one keeps neither tag nor snooze");
    desk.database.write([&](db::Tx& tx) { automation.stop(tx, desk.in_centre, run.id); });
    CHECK_FALSE(automation.carry_on(desk.in_centre, run.id, 3));
    CHECK(tagged() == 2);
    const BulkRun back = automation.undo_bulk(desk.in_centre, run.id);
    CHECK(back.undone == 2);
    CHECK(back.waiting == 2);
    CHECK(back.state == "stopped");
    CHECK(tagged() == 0);
  });
}
