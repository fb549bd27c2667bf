// The classifier at work in cases: with all services of a desk at hand.
#include <doctest/doctest.h>

#include <algorithm>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/messages/testing/desk.hpp"

namespace aproape::messages {
namespace {

using testing::Desk;

void with_desk(const std::function<void(Desk&)>& work) {
  ManualClock clock(*from_rfc3339("2026-11-25T07:00:00Z"));
  db::testing::for_each_database(
      [&](db::Database& database) {
        const db::testing::TempDir dir;
        Desk desk(database, dir.path());
        work(desk);
      },
      clock);
}

cases::Case open_with(Desk& desk, std::string_view subject, std::string_view text) {
  return desk.database.write([&](db::Tx& tx) {
    cases::NewCase what;
    what.subject = subject;
    what.unit = desk.rome;
    const cases::Case c = desk.cases.open(tx, desk.system, what);
    auto mail = desk.mail(c.id, "ana@example.org", text);
    mail.subject = subject;
    desk.cases.add_contact(tx, desk.system, mail);
    return desk.cases.get(tx, desk.system, c.id);
  });
}

cases::Case write_again(Desk& desk, CaseId id, std::string_view text) {
  return desk.database.write([&](db::Tx& tx) {
    desk.cases.add_contact(tx, desk.system, desk.mail(id, "ana@example.org", text));
    return desk.cases.get(tx, desk.system, id);
  });
}

constexpr std::string_view kRenew =
    "Bună ziua, pașaportul meu electronic expiră peste trei luni și aș vrea să îl reînnoiesc. Ce acte îmi "
    "trebuie "
    "pentru un pașaport simplu electronic și cum fac programare?";
constexpr std::string_view kArrest =
    "Fratele meu a fost arestat azi de poliție la Milano, vă rog ajutați-ne.";

TEST_CASE("a contact is classified in the transaction that stores it: case, history and event say so") {
  with_desk([](Desk& desk) {
    const cases::Case c = open_with(desk, "Reînnoire pașaport", kRenew);
    CHECK(c.category == "TRV");
    CHECK(c.subcategory == "TRV.passport-renew");
    CHECK(c.language == "ro");
    desk.database.read([&](db::Tx& tx) {
      const auto stored = desk.classification.first_of_case(tx, c.id);
      REQUIRE(stored);
      CHECK(stored->verdict.subcategory == "TRV.passport-renew");
      CHECK_FALSE(stored->verdict.words.empty());
      const auto entries = desk.cases.entries(tx, desk.system, c.id);
      CHECK(std::count_if(entries.begin(), entries.end(),
                          [](const auto& entry) { return entry.type == "case.classified"; }) == 1);
      CHECK(tx.query("select 1 from event where type = 'case.classified'").size() == 1);
    });
  });
}

TEST_CASE("an emergency raises the urgency, a later thank-you does not lower it") {
  with_desk([](Desk& desk) {
    const cases::Case calm = open_with(desk, "Pașaport", kRenew);
    const cases::Case raised = write_again(desk, calm.id, kArrest);
    CHECK(raised.urgency < calm.urgency);
    CHECK(raised.urgency <= "P2");
    CHECK(write_again(desk, calm.id, "Vă mulțumesc pentru ajutor.").urgency == raised.urgency);
  });
}

TEST_CASE("what a person said stands, and is kept as training data") {
  with_desk([](Desk& desk) {
    const cases::Case c = open_with(desk, "Pașaport", kRenew);
    desk.database.write([&](db::Tx& tx) {
      cases::Service::Change change;
      change.category = "IDN";
      change.subcategory = "IDN.id-card";
      change.urgency = "P4";
      desk.cases.change(tx, desk.in_rome, c.id, 0, change);
    });
    const cases::Case later = write_again(desk, c.id, kArrest);
    CHECK(later.subcategory == "IDN.id-card");
    CHECK(later.urgency == "P4");
    desk.database.read([&](db::Tx& tx) {
      const auto corrected = desk.classification.corrected(tx, c.id);
      REQUIRE(corrected);
      CHECK(corrected->what.subcategory == "IDN.id-card");
      CHECK(corrected->what.kind == "case");
      CHECK(corrected->what.urgency == "P4");
      CHECK_FALSE(corrected->what.country);
    });
  });
}

TEST_CASE("a correction of what no case shows: kind and country; unknown words are refused") {
  with_desk([](Desk& desk) {
    const cases::Case c = open_with(desk, "Pașaport", kRenew);
    desk.database.write([&](db::Tx& tx) {
      classification::Correction what;
      what.kind = "spam";
      what.country = "IT";
      desk.cases.correct(tx, desk.in_rome, c.id, 0, what);
      CHECK(desk.classification.corrected(tx, c.id)->what.kind == "spam");
      what.kind = "nonsense";
      CHECK_THROWS_AS(desk.cases.correct(tx, desk.in_rome, c.id, 0, what), Error);
      what = {};
      what.subcategory = "TRV.none";
      CHECK_THROWS_AS(desk.cases.correct(tx, desk.in_rome, c.id, 0, what), Error);
      what = {};
      what.urgency = "P1";
      CHECK_THROWS_AS(desk.cases.correct(tx, desk.in_paris, c.id, 0, what), Error);
    });
  });
}

TEST_CASE("retraining reports first, then switches, and goes back") {
  with_desk([](Desk& desk) {
    auto& classifier = desk.classification;
    const cases::Case c = open_with(desk, "Pașaport", kRenew);
    desk.database.write([&](db::Tx& tx) {
      CHECK_THROWS_AS((void)classifier.switch_on(tx), Error);
      CHECK_THROWS_AS((void)classifier.back(tx), Error);
      classification::Correction what;
      what.subcategory = "IDN.id-card";
      desk.cases.correct(tx, desk.in_rome, c.id, 0, what);
    });
    const auto carried = desk.database.read([&](db::Tx& tx) { return classifier.status(tx); });
    CHECK(carried.carried);
    CHECK(carried.corrections == 1);
    const auto made = classifier.retrain(desk.central_staff);
    const json::Value report = json::parse(made.report);
    CHECK(report.get_int("corrections") == 1);
    CHECK(report["recent"].get_int("contacts") == 1);
    CHECK(report["held"]["before"].get_int("texts") == report["held"]["after"].get_int("texts"));
    desk.database.write([&](db::Tx& tx) {
      CHECK(classifier.status(tx).active == carried.active);  // nothing changed yet
      CHECK(classifier.switch_on(tx).name == made.name);
      CHECK(classifier.status(tx).active == made.name);
      CHECK(classifier.classify(tx, "", kRenew).model == made.name);
      // The file of an earlier program cannot be read by this one: nothing stops, the carried model answers.
      tx.exec("update classifier_model set bytes = $1", {db::Bytes{"APCLASS2"}});
      classification::Service restarted(desk.database, desk.contacts);
      CHECK(restarted.classify(tx, "", kRenew).model == carried.active);
    });
    desk.database.write([&](db::Tx& tx) {
      const auto back = classifier.back(tx);
      CHECK(back.carried);
      CHECK(back.active == carried.active);
      CHECK_THROWS_AS((void)classifier.switch_on(tx), Error);  // one that was taken back stays so
    });
  });
}

}  // namespace
}  // namespace aproape::messages
