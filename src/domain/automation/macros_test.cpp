// Macros: what they may hold, what a preview tells, one run, one undo.
#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <sstream>

#include "base/error.hpp"
#include "domain/automation/testing/desk.hpp"

using namespace aproape;
using namespace aproape::automation;
using automation::testing::Desk;
using automation::testing::key_of;
using automation::testing::on_each;

namespace {

std::string shown(Desk& desk, CaseId id) {
  return desk.database.read([&](db::Tx& tx) {
    const cases::Case c = desk.cases.get(tx, desk.system, id);
    std::ostringstream text;
    text << c.status << '|' << c.urgency << '|' << c.category << '|' << c.subcategory << '|' << c.unit.value
         << '|' << c.holder.value << '|' << c.snoozed_until.value_or(0) << '|' << c.waiting_on.kind << '|'
         << c.answer_due << '|' << c.due_at.value_or(0);
    auto flags = c.flags;
    std::sort(flags.begin(), flags.end());
    for (const std::string& flag : flags) text << '|' << flag;
    for (const auto& note : desk.cases.notes(tx, desk.system, id)) text << "|n" << note.id.value;
    for (const auto& task : desk.cases.tasks(tx, desk.system, id)) text << "|t" << task.id.value;
    // A clock that the change had begun ends with it, and stays in the list as cancelled.
    for (const auto& one : desk.cases.clocks(tx, desk.system, id))
      if (one.clock.live()) text << '|' << one.clock.rule << one.clock.state << one.clock.due_at.value_or(0);
    text << (desk.cases.draft(tx, desk.in_rome, id) ? "|draft" : "");
    return text.str();
  });
}

const std::vector<Action> kLost = {{"urgency", "P2", "", 0},
                                   {"category", "TRV", "TRV.eu-etd", 0},
                                   {"holder", "me", "", 0},
                                   {"tag", "pasaport-furat", "", 0},
                                   {"note", "Cazul {{case.number}}: declarația de furt cerută.", "", 0},
                                   {"task", "Verifică declarația", "", 2},
                                   {"draft", "documents", "", 0},
                                   {"wait", "citizen", "", 5}};

}  // namespace

TEST_CASE("actions that can never be done are refused, with which one") {
  const auto refused = [](const std::vector<Action>& actions) {
    return key_of([&] { check_actions(actions); });
  };
  CHECK(refused(kLost) == "done");
  CHECK(read_actions(write_actions(kLost)) == kLost);
  CHECK(refused({}) == "action.invalid");
  CHECK(refused(std::vector<Action>(kMostActions + 1, {"reopen", "", "", 0})) == "action.invalid");
  for (const Action& wrong : std::vector<Action>{{"urgency", "P5", "", 0},
                                                 {"close", "așa", "", 0},
                                                 {"snooze", "", "", 0},
                                                 {"holder", "altcineva", "", 0},
                                                 {"holder", "@", "", 0},
                                                 {"note", "", "", 0},
                                                 {"tag", "două cuvinte", "", 0},
                                                 {"wait", "noroc", "", 0},
                                                 {"task", "x", "", -1},
                                                 {"explode", "", "", 0}}) {
    CHECK_MESSAGE(refused({{"reopen", "", "", 0}, wrong}) == "action.invalid", wrong.kind);
    try {
      check_actions({{"reopen", "", "", 0}, wrong});
    } catch (const Error& error) {
      CHECK(error.fields().at(0).name == "2");
    }
  }
  CHECK(key_of([] { (void)read_actions(R"([{"kind":"reopen","culoare":"x"}])"); }) == "action.invalid");
}

TEST_CASE(
    "a preview tells before and after and changes nothing; a run does it in one step, its undo takes all "
    "back") {
  on_each([](Desk& desk, Service& automation, ManualClock& clock) {
    const auto c = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    const std::string before = shown(desk, c.id);
    const auto told = automation.preview(desk.in_rome, c.id, kLost);
    CHECK(shown(desk, c.id) == before);
    const auto of = [&](std::string_view field) {
      for (const Effect& effect : told)
        if (effect.field == field) return effect.before + " > " + effect.after;
      return std::string("none");
    };
    CHECK(of("urgency") == "P3 > P2");
    CHECK(of("status") == "new > waiting");
    CHECK(of("subcategory") == "TRV.lost-stolen > TRV.eu-etd");
    CHECK(of("tags") == " > pasaport-furat");
    CHECK(of("note") == " > Cazul " + c.number + ": declarația de furt cerută.");
    CHECK(of("task") == " > Verifică declarația");
    CHECK(of("draft").find(c.number) != std::string::npos);

    Macro macro;
    macro.name = "Pașaport furat";
    macro.actions = kLost;
    macro = desk.database.write([&](db::Tx& tx) { return automation.save_macro(tx, desk.in_centre, macro); });
    const auto version = [&] {
      return desk.database.read([&](db::Tx& tx) { return desk.cases.get(tx, desk.system, c.id).version; });
    };
    const std::int64_t present = version();
    CHECK(key_of([&] {
            desk.database.write(
                [&](db::Tx& tx) { automation.run(tx, desk.in_rome, macro.id, c.id, present + 1); });
          }) == "stale");
    const Run run = desk.database.write(
        [&](db::Tx& tx) { return automation.run(tx, desk.in_rome, macro.id, c.id, c.version); });
    const std::string after = shown(desk, c.id);
    CHECK(after.find("waiting|P2|TRV|TRV.eu-etd") == 0);
    CHECK(after.find("|draft") != std::string::npos);
    desk.database.read([&](db::Tx& tx) {
      const auto entries = desk.cases.entries(tx, desk.in_rome, c.id);
      CHECK(entries.back().type == "macro.run");
      CHECK(entries.back().data.find("Pașaport furat") != std::string::npos);
    });
    clock.advance(kHour);
    CHECK(key_of([&] {
            desk.database.write([&](db::Tx& tx) { automation.undo(tx, desk.in_paris, run.id); });
          }) == "case.not_found");
    desk.database.write([&](db::Tx& tx) { automation.undo(tx, desk.in_rome, run.id); });
    CHECK(shown(desk, c.id) == before);
    CHECK(key_of([&] {
            desk.database.write([&](db::Tx& tx) { automation.undo(tx, desk.in_rome, run.id); });
          }) == "macro.undone");
  });
}

TEST_CASE("a macro gives a case to a colleague by name, and refuses one whom nobody knows") {
  on_each([](Desk& desk, Service& automation, ManualClock&) {
    const auto c = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    const auto ana = desk.database.write([&](db::Tx& tx) {
      access::Service::NewAccount account;
      account.login = "bob.pop";
      account.grants = {{"auditor", {}}};
      (void)desk.access.add(tx, audit::Actor(desk.system), account);
      account.login = "ana.pop";
      account.grants = {{"operator", {}}};
      return desk.access.add(tx, audit::Actor(desk.system), account);
    });
    const auto given = [&](std::string_view holder) {
      return key_of([&] {
        (void)automation.preview(desk.in_rome, c.id, {{"holder", std::string(holder), "", 0}});
      });
    };
    CHECK(given("@nimeni") == "field.invalid");
    CHECK(given("@bob.pop") == "field.invalid");  // he may not work on cases
    const auto told = automation.preview(desk.in_rome, c.id, {{"holder", "@ana.pop", "", 0}});
    REQUIRE(!told.empty());
    desk.database.write([&](db::Tx& tx) {
      Macro macro;
      macro.name = "Pentru Ana";
      macro.actions = {{"holder", "@ana.pop", "", 0}};
      macro = automation.save_macro(tx, desk.in_centre, macro);
      automation.run(tx, desk.in_rome, macro.id, c.id, c.version);
      CHECK(desk.cases.get(tx, desk.in_rome, c.id).holder == ana);
    });
  });
}

TEST_CASE("a macro is done whole or not at all, and its undo keeps what somebody did since") {
  on_each([](Desk& desk, Service& automation, ManualClock&) {
    const auto c = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    const auto made = [&](std::string_view name, std::vector<Action> actions) {
      return desk.database.write([&](db::Tx& tx) {
        Macro macro;
        macro.name = name;
        macro.actions = std::move(actions);
        return automation.save_macro(tx, desk.in_centre, macro);
      });
    };
    const Macro broken = made("Rupt", {{"urgency", "P1", "", 0}, {"unit", "nicaieri", "", 0}});
    const std::string before = shown(desk, c.id);
    CHECK(key_of([&] {
            desk.database.write([&](db::Tx& tx) { automation.run(tx, desk.in_rome, broken.id, c.id, 0); });
          }) == "field.invalid");
    CHECK(shown(desk, c.id) == before);
    CHECK(key_of([&] { (void)made("Rupt", {{"reopen", "", "", 0}}); }) == "macro.exists");

    const Macro urgent =
        made("Urgent", {{"urgency", "P1", "", 0}, {"tag", "criza", "", 0}, {"task", "Sună", "", 0}});
    const Run run =
        desk.database.write([&](db::Tx& tx) { return automation.run(tx, desk.in_rome, urgent.id, c.id, 0); });
    desk.database.write([&](db::Tx& tx) {
      desk.cases.change(tx, desk.in_rome, c.id, 0, {.urgency = "P2"});
      cases::Service::TaskChange done;
      done.done = true;
      desk.cases.change_task(tx, desk.in_rome, desk.cases.tasks(tx, desk.in_rome, c.id).front().id, done);
    });
    desk.database.write([&](db::Tx& tx) {
      const auto back = automation.undo(tx, desk.in_rome, run.id);
      CHECK_MESSAGE(back.urgency == "P2", "set by a person since");
      CHECK(std::count(back.flags.begin(), back.flags.end(), "tag:criza") == 0);
      CHECK_MESSAGE(desk.cases.tasks(tx, desk.in_rome, c.id).size() == 1, "a task that was done stays");
    });
    Macro off = urgent;
    off.active = false;
    desk.database.write([&](db::Tx& tx) { automation.save_macro(tx, desk.in_centre, off); });
    CHECK(key_of([&] {
            desk.database.write([&](db::Tx& tx) { automation.run(tx, desk.in_rome, urgent.id, c.id, 0); });
          }) == "macro.off");
  });
}
