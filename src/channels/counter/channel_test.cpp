#include "channels/counter/channel.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/error.hpp"
#include "domain/messages/testing/desk.hpp"

using namespace aproape;
using messages::testing::Desk;
using messages::testing::on_each;

namespace {

counter::Channel channel_of(Desk& desk) {
  return {desk.database, desk.network, desk.people, desk.cases, desk.messages};
}

PersonId somebody(db::Tx& tx, Desk& desk) {
  return desk.people.find_or_make(tx, desk.system,
                                  {"Zamfira Țurcanu", "ro", "phone", "+40 21 555 0199", "claimed"});
}

counter::NewEntry letter(UnitId unit, PersonId person) {
  counter::NewEntry what;
  what.channel = "letter";
  what.unit = unit;
  what.person = person;
  what.subject = "Petiție";
  what.text = "Vă rog să îmi comunicați stadiul.";
  what.language = "ro";
  what.category = "PET";
  what.subcategory = "PET.petition";
  return what;
}

std::string field_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.fields().empty() ? error.key() : error.fields().front().name;
  }
  return {};
}

}  // namespace

TEST_CASE("a letter opens a case whose legal term counts from its registration") {
  on_each([](Desk& desk, ManualClock& clock) {
    auto counter = channel_of(desk);
    desk.database.write([&](db::Tx& tx) {
      counter::NewEntry what = letter(desk.rome, somebody(tx, desk));
      what.received_at = clock.now() - 4 * kDay;
      what.written_on = to_rfc3339(clock.now() - 9 * kDay).substr(0, 10);
      what.registered_on = to_rfc3339(clock.now() - 3 * kDay).substr(0, 10);
      what.take = true;
      const counter::Entry entry = counter.enter(tx, desk.in_rome, what);
      const cases::Case c = desk.cases.get(tx, desk.in_rome, entry.case_id);
      CHECK(c.channel == "letter");
      CHECK(c.requester == what.person);
      CHECK(c.holder == desk.rome_staff);
      CHECK(to_rfc3339(c.registered_at.value()).substr(0, 10) == what.registered_on);
      const auto contacts = desk.cases.contacts(tx, desk.in_rome, c.id);
      REQUIRE(contacts.size() == 1);
      CHECK(contacts[0].at == what.received_at);
      CHECK(contacts[0].from.name == "Zamfira Țurcanu");
      const auto clocks = desk.cases.clocks(tx, desk.in_rome, c.id);
      const auto term = std::find_if(clocks.begin(), clocks.end(),
                                     [](const auto& one) { return one.rule.code == "legal.petition"; });
      REQUIRE(term != clocks.end());
      CHECK(term->clock.started_at == *c.registered_at);
    });
  });
}

TEST_CASE("a visit joins the open case that was offered, and opens a waiting one again") {
  on_each([](Desk& desk, ManualClock&) {
    auto counter = channel_of(desk);
    desk.database.write([&](db::Tx& tx) {
      const cases::Case before = desk.open(tx, desk.rome);
      desk.cases.wait(tx, desk.in_rome, before.id, 0, {"citizen", "", 0, std::nullopt});
      counter::NewEntry what;
      what.case_id = before.id;
      what.person = before.requester;
      what.subject = "A adus actele";
      what.text = "A prezentat cartea de identitate.";
      const counter::Entry entry = counter.enter(tx, desk.in_rome, what);
      CHECK(entry.case_id == before.id);
      CHECK(entry.unit == desk.rome);
      CHECK(desk.cases.get(tx, desk.in_rome, before.id).status == "open");
      CHECK(desk.cases.contacts(tx, desk.in_rome, before.id).back().channel == "visit");
      CHECK(counter.entered(tx, desk.in_rome, {}, 10).size() == 1);
    });
  });
}

TEST_CASE("an entry of another mission is neither written nor read") {
  on_each([](Desk& desk, ManualClock&) {
    auto counter = channel_of(desk);
    const auto entry = desk.database.write(
        [&](db::Tx& tx) { return counter.enter(tx, desk.in_rome, letter(desk.rome, somebody(tx, desk))); });
    desk.database.write([&](db::Tx& tx) {
      const PersonId person = somebody(tx, desk);
      CHECK(field_of([&] { (void)counter.get(tx, desk.in_paris, entry.contact); }) == "counter.not_found");
      CHECK(field_of([&] { (void)counter.get(tx, desk.in_paris, ContactId{77}); }) == "counter.not_found");
      CHECK(field_of([&] { counter.enter(tx, desk.in_paris, letter(desk.rome, person)); }) == "unit");
      counter::NewEntry joined = letter(desk.paris, person);
      joined.case_id = entry.case_id;
      CHECK(field_of([&] { counter.enter(tx, desk.in_paris, joined); }) == "case.not_found");
      CHECK(counter.entered(tx, desk.in_paris, {}, 10).empty());
    });
  });
}

TEST_CASE("what cannot be true is refused, field by field") {
  on_each([](Desk& desk, ManualClock& clock) {
    auto counter = channel_of(desk);
    desk.database.write([&](db::Tx& tx) {
      const PersonId person = somebody(tx, desk);
      const auto wrong = [&](const std::function<void(counter::NewEntry&)>& spoil) {
        counter::NewEntry what = letter(desk.rome, person);
        spoil(what);
        return field_of([&] { counter.enter(tx, desk.in_rome, what); });
      };
      CHECK(wrong([](auto& w) { w.channel = "mail"; }) == "channel");
      CHECK(wrong([](auto& w) { w.subject.clear(); }) == "subject");
      CHECK(wrong([](auto& w) { w.text.clear(); }) == "text");
      CHECK(wrong([](auto& w) { w.person = {}; }) == "person");
      CHECK(wrong([&](auto& w) { w.received_at = clock.now() + kHour; }) == "received_at");
      CHECK(wrong([](auto& w) { w.written_on = "2026-02-31"; }) == "written_on");
      CHECK(wrong([&](auto& w) { w.written_on = to_rfc3339(clock.now() + 5 * kDay).substr(0, 10); }) ==
            "written_on");
      CHECK(wrong([&](auto& w) { w.registered_on = to_rfc3339(clock.now() - 5 * kDay).substr(0, 10); }) ==
            "registered_on");
      CHECK(wrong([](auto& w) { w.scans = {messages::UploadId{5}}; }) == "scans");
    });
  });
}

TEST_CASE("a letter to an authority is printed, stands in the case, and the case waits for its answer") {
  on_each([](Desk& desk, ManualClock& clock) {
    auto counter = channel_of(desk);
    desk.database.write([&](db::Tx& tx) {
      const cases::Case before = desk.open(tx, desk.rome);
      counter::OutLetter letter;
      letter.case_id = before.id;
      letter.addressee = "Direcția pentru Evidența Persoanelor";
      letter.subject = "Verificarea identității";
      letter.text = "Vă rugăm să verificați identitatea.";
      letter.due_at = clock.now() + 14 * kDay;
      letter.remind_at = clock.now() + 10 * kDay;
      const render::Letter paper = counter.compose(tx, desk.in_rome, letter);
      CHECK(paper.number == desk.cases.get(tx, desk.in_rome, letter.case_id).number);
      CHECK(paper.subject == letter.subject);
      CHECK(render::to_pdf(paper).starts_with("%PDF-"));
      CHECK(field_of([&] { (void)counter.compose(tx, desk.in_paris, letter); }) == "case.not_found");
      counter.send(tx, desk.in_rome, before.version, letter,
                   {BlobId{7}, "AP.pdf", "application/pdf", 10, "x"});
      const cases::Case after = desk.cases.get(tx, desk.in_rome, before.id);
      CHECK(after.status == "waiting");
      CHECK(after.waiting_on.kind == "authority");
      CHECK(after.waiting_on.name == letter.addressee);
      CHECK(after.waiting_on.due_at == letter.due_at);
      const auto contacts = desk.cases.contacts(tx, desk.in_rome, before.id);
      CHECK(contacts.back().direction == contacts::Direction::out);
      CHECK(contacts.back().attachments.at(0).name == "AP.pdf");
      CHECK(desk.cases.tasks(tx, desk.in_rome, before.id).back().due_at == letter.remind_at);
      CHECK(field_of([&] {
              counter.send(tx, desk.in_rome, before.version, letter,
                           {BlobId{7}, "AP.pdf", "application/pdf", 10, "x"});
            }) == "stale");
      letter.due_at = clock.now();
      CHECK(field_of([&] { (void)counter.compose(tx, desk.in_rome, letter); }) == "due_at");
    });
  });
}
