// Rules: what a sentence says, when one holds, and that it acts once, within bounds, and documents it.
#include <doctest/doctest.h>

#include <algorithm>
#include <map>

#include "domain/automation/rule.hpp"
#include "domain/automation/testing/desk.hpp"

using namespace aproape;
using namespace aproape::automation;
using automation::testing::Desk;
using automation::testing::key_of;
using automation::testing::on_each;

namespace {

Rule lost_passport() {
  Rule rule;
  rule.name = "Pașaport pierdut";
  rule.conditions = {{"subject", {"PASAPORT pierdut"}}, {"category", {"TRV"}}};
  rule.actions = {
      {"urgency", "P2", "", 0}, {"tag", "pasaport", "", 0}, {"task", "Verifică identitatea", "", 1}};
  rule.active = true;
  return rule;
}

int lines(Desk& desk, CaseId id, std::string_view type) {
  return desk.database.read([&](db::Tx& tx) {
    const auto entries = desk.cases.entries(tx, desk.system, id);
    return static_cast<int>(std::count_if(entries.begin(), entries.end(),
                                          [&](const cases::Entry& entry) { return entry.type == type; }));
  });
}

ContactId first_contact(Desk& desk, CaseId id) {
  return desk.database.read([&](db::Tx& tx) { return desk.cases.contacts(tx, desk.system, id).front().id; });
}

}  // namespace

TEST_CASE("a rule is told as a sentence in Romanian and in English, made of its data") {
  Rule rule;
  rule.name = "Roma";
  rule.conditions = {
      {"unit", {"it-rome-amb", "it-milan-cg"}}, {"subject", {"procură"}}, {"category", {"NOT"}}};
  rule.actions = {{"urgency", "P2", "", 0}, {"wait", "authority", "", 5}, {"close", "spam", "", 0}};
  const Names names = [](std::string_view kind, std::string_view code) -> std::string {
    if (kind == "unit") return code == "it-rome-amb" ? "Roma" : "Milano";
    return kind == "category" ? "Acte notariale" : "";
  };
  CHECK(sentence(rule, "ro", names) ==
        "Când sosește un mesaj și este pentru Roma sau Milano, subiectul conține „procură” și categoria este "
        "Acte notariale, "
        "atunci urgența devine P2, cazul așteaptă o autoritate, timp de 5 zile și cazul se închide ca spam.");
  CHECK(sentence(rule, "en", names) ==
        "When a message arrives and it is for Roma or Milano, the subject contains “procură” and the "
        "category is Acte notariale, "
        "then the urgency becomes P2, the case waits for an authority, for 5 days and the case is closed as "
        "spam.");
}

TEST_CASE("a rule holds where all its conditions do, in any spelling; dates and the switch bound it") {
  Rule rule = lost_passport();
  Facts facts;
  facts.subject = "Re: Pașaport pierdut la Roma";
  facts.category = "TRV";
  CHECK(holds(rule, facts));
  facts.category = "NOT";
  CHECK_FALSE(holds(rule, facts));
  rule.conditions = {{"first", {"yes"}}, {"language", {"ro", "en"}}, {"from", {"@example.org"}}};
  facts.language = "en";
  facts.from = "Ana@Example.org";
  CHECK_FALSE(holds(rule, facts));
  facts.first = true;
  CHECK(holds(rule, facts));
  rule.valid_from = "2026-11-01";
  rule.valid_to = "2026-11-30";
  CHECK(valid_on(rule, "2026-11-30"));
  CHECK_FALSE(valid_on(rule, "2026-12-01"));
  rule.active = false;
  CHECK_FALSE(valid_on(rule, "2026-11-30"));
}

TEST_CASE("a rule that would change everything, or needs a person, is refused") {
  const auto refused = [](const std::function<void(Rule&)>& change) {
    Rule rule = lost_passport();
    change(rule);
    return key_of([&] { check(rule); });
  };
  CHECK(refused([](Rule&) {}) == "done");
  CHECK(refused([](Rule& r) { r.conditions.clear(); }) == "rule.invalid");
  CHECK(refused([](Rule& r) { r.conditions[0].field = "vreme"; }) == "rule.invalid");
  CHECK(refused([](Rule& r) { r.conditions[0].values.clear(); }) == "rule.invalid");
  CHECK(refused([](Rule& r) { r.actions = {{"draft", "documents", "", 0}}; }) == "rule.invalid");
  CHECK(refused([](Rule& r) { r.actions = {{"holder", "me", "", 0}}; }) == "rule.invalid");
  CHECK(refused([](Rule& r) { r.actions = {{"urgency", "P9", "", 0}}; }) == "action.invalid");
  CHECK(refused([](Rule& r) { r.valid_from = "mâine"; }) == "rule.invalid");
}

TEST_CASE("a rule acts once on a message, in its order, says so in the history, and never calls itself") {
  on_each([](Desk& desk, Service& automation, ManualClock& clock) {
    const auto save = [&](Rule rule) {
      return desk.database.write([&](db::Tx& tx) { return automation.save_rule(tx, desk.in_centre, rule); });
    };
    save(lost_passport());
    Rule second;
    second.name = "Urgente";
    second.conditions = {{"urgency", {"P2"}}};
    second.actions = {{"note", "Cazul {{case.number}} a devenit urgent.", "", 0}};
    second.active = true;
    save(second);
    Rule broken;
    broken.name = "Ruptă";
    broken.conditions = {{"channel", {"mail"}}};
    broken.actions = {{"tag", "nu", "", 0}, {"unit", "nicaieri", "", 0}};
    broken.active = true;
    save(broken);
    const auto c = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    const ContactId mail = first_contact(desk, c.id);
    CHECK_MESSAGE(automation.react(mail) == 2, "the second sees what the first one did");
    CHECK(automation.react(mail) == 0);
    desk.database.read([&](db::Tx& tx) {
      const auto now = desk.cases.get(tx, desk.system, c.id);
      CHECK(now.urgency == "P2");
      CHECK(std::count(now.flags.begin(), now.flags.end(), "tag:pasaport") == 1);
      CHECK_MESSAGE(std::count(now.flags.begin(), now.flags.end(), "tag:nu") == 0,
                    "all of a rule or nothing");
      CHECK(desk.cases.tasks(tx, desk.system, c.id).size() == 1);
      CHECK(desk.cases.notes(tx, desk.system, c.id).front().text ==
            "Cazul " + c.number + " a devenit urgent.");
    });
    CHECK(lines(desk, c.id, "rule.fired") == 2);
    CHECK(lines(desk, c.id, "rule.failed") == 1);
    // A flood on one case is bounded.
    for (int i = 0; i < 15; ++i) {
      const ContactId more = desk.database.write([&](db::Tx& tx) {
        return desk.cases.add_contact(tx, desk.system, Desk::mail(c.id, "stefan@example.org", "Alo?"));
      });
      automation.react(more);
    }
    CHECK(lines(desk, c.id, "rule.fired") <= 20);
    // Machines' mails ask no rule.
    auto machine = Desk::mail(c.id, "stefan@example.org", "Automat");
    machine.automatic = true;
    const ContactId notice =
        desk.database.write([&](db::Tx& tx) { return desk.cases.add_contact(tx, desk.system, machine); });
    clock.advance(2 * kDay);
    CHECK(automation.react(notice) == 0);
  });
}

TEST_CASE("a dry run tells which past cases a rule would change, and how, and changes nothing") {
  on_each([](Desk& desk, Service& automation, ManualClock& clock) {
    const auto old = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    clock.advance(40 * kDay);
    const auto rome = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    const auto paris = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.paris); });
    const RuleTrial trial = automation.try_rule(desk.in_centre, lost_passport(), 30);
    CHECK(trial.looked == 2);
    CHECK(trial.matched == 2);
    REQUIRE(trial.cases.size() == 2);
    CHECK(trial.cases[0].effects.size() == 3);
    CHECK(automation.try_rule(desk.in_rome, lost_passport(), 30).matched == 1);
    for (const CaseId id : {old.id, rome.id, paris.id})
      CHECK(desk.database.read([&](db::Tx& tx) { return desk.cases.get(tx, desk.system, id).urgency; }) ==
            "P3");
    CHECK(key_of([&] { (void)automation.try_rule(desk.in_centre, lost_passport(), 31); }) == "rule.invalid");
  });
}
