#include "domain/handover/service.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/error.hpp"
#include "domain/messages/testing/desk.hpp"

using namespace aproape;
using messages::testing::Desk;
using messages::testing::on_each;

namespace {

struct Room {
  explicit Room(Desk& d)
      : desk(d),
        collaboration(d.database, d.audit, d.access, d.cases),
        service(d.database, d.network, d.cases, d.deadlines, collaboration) {}

  [[nodiscard]] bool sees(db::Tx& tx, const access::Scope& scope, CaseId id) const {
    try {
      (void)desk.cases.get(tx, scope, id);
      return true;
    } catch (const Error&) {
      return false;
    }
  }
  [[nodiscard]] bool told(db::Tx& tx, CaseId id, std::string_view type) const {
    const auto entries = desk.cases.entries(tx, desk.system, id);
    return std::any_of(entries.begin(), entries.end(), [&](const auto& entry) { return entry.type == type; });
  }

  Desk& desk;
  collaboration::Service collaboration;
  handover::Service service;
};

std::string key_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.key();
  }
  return {};
}

}  // namespace

TEST_CASE("a case that is handed over stays until it is accepted, and both see it") {
  on_each([](Desk& desk, ManualClock&) {
    Room room(desk);
    desk.database.write([&](db::Tx& tx) {
      tx.exec(
          "insert into account (id, login, name, name_folded, language, theme, density, disabled, password, "
          "must_change, "
          "totp_secret, totp_offer, totp_step, created_at, version) values ($1, 'p', 'Paris', 'paris', 'ro', "
          "'auto', "
          "'comfortable', $2, '', $2, '', '', 0, 0, 1)",
          {desk.paris_staff, false});
      const auto c = desk.open(tx, desk.rome);
      CHECK_FALSE(room.sees(tx, desk.in_paris, c.id));
      const auto asked = room.service.ask(tx, desk.in_rome, c.id, desk.paris, "Locuiește la Paris.");
      CHECK(asked.state == "pending");
      CHECK(asked.due_at.value() > asked.asked_at);
      CHECK(room.sees(tx, desk.in_paris, c.id));
      CHECK(desk.cases.get(tx, desk.system, c.id).unit == desk.rome);
      CHECK(room.service.pending(tx, desk.in_paris, true).size() == 1);
      CHECK(room.service.pending(tx, desk.in_rome, true).empty());
      CHECK(room.service.pending(tx, desk.in_rome, false).size() == 1);
      CHECK(room.collaboration.unread(tx, desk.in_paris) == 1);
      CHECK(key_of([&] { room.service.ask(tx, desk.in_rome, c.id, desk.paris, "iar"); }) ==
            "handover.pending");
      CHECK(key_of([&] { room.service.accept(tx, desk.in_rome, asked.id, true); }) == "auth.forbidden");
      const auto accepted = room.service.accept(tx, desk.in_paris, asked.id, true);
      CHECK(accepted.state == "accepted");
      CHECK(accepted.decided_by == desk.paris_staff);
      const auto moved = desk.cases.get(tx, desk.in_paris, c.id);
      CHECK(moved.unit == desk.paris);
      CHECK(moved.holder == desk.paris_staff);
      CHECK_FALSE(room.sees(tx, desk.in_rome, c.id));
      CHECK(desk.cases.grants(tx, desk.system, c.id).empty());
      CHECK(room.told(tx, c.id, "handover.asked"));
      CHECK(room.told(tx, c.id, "handover.accepted"));
      CHECK(key_of([&] { room.service.accept(tx, desk.in_paris, asked.id, true); }) == "handover.ended");
    });
  });
}

TEST_CASE("a case that is given back says why and is gone from the receiver's sight") {
  on_each([](Desk& desk, ManualClock&) {
    Room room(desk);
    desk.database.write([&](db::Tx& tx) {
      const auto c = desk.open(tx, desk.rome);
      const auto asked = room.service.ask(tx, desk.in_rome, c.id, desk.paris, "Locuiește la Paris.");
      CHECK(key_of([&] { room.service.give_back(tx, desk.in_paris, asked.id, ""); }) == "handover.invalid");
      const auto back = room.service.give_back(tx, desk.in_paris, asked.id, "S-a mutat la Lyon.");
      CHECK(back.state == "returned");
      CHECK(back.answer == "S-a mutat la Lyon.");
      CHECK_FALSE(room.sees(tx, desk.in_paris, c.id));
      CHECK(desk.cases.get(tx, desk.in_rome, c.id).unit == desk.rome);
      CHECK(desk.cases.notes(tx, desk.in_rome, c.id).back().text == "S-a mutat la Lyon.");
      CHECK(room.collaboration.unread(tx, desk.in_rome) == 1);
      // After it, it can be asked again; and no longer be asked.
      const auto again = room.service.ask(tx, desk.in_rome, c.id, desk.paris, "Totuși la Paris.");
      CHECK(key_of([&] { room.service.withdraw(tx, desk.in_paris, again.id); }) == "auth.forbidden");
      CHECK(room.service.withdraw(tx, desk.in_rome, again.id).state == "withdrawn");
      CHECK_FALSE(room.sees(tx, desk.in_paris, c.id));
      CHECK(room.service.of_case(tx, desk.in_rome, c.id).size() == 2);
    });
  });
}

TEST_CASE("who sees a case by a hand-over alone does not hand it on, nor does another mission decide") {
  on_each([](Desk& desk, ManualClock&) {
    Room room(desk);
    desk.database.write([&](db::Tx& tx) {
      const auto c = desk.open(tx, desk.rome);
      const auto asked = room.service.ask(tx, desk.in_rome, c.id, desk.paris, "Locuiește la Paris.");
      const UnitId third{1003};
      CHECK(key_of([&] { room.service.ask(tx, desk.in_paris, c.id, third, "mai departe"); }) ==
            "auth.forbidden");
      const auto stranger = access::Scope::staff(AccountId{2009}, false, {third}, Desk::kRights);
      CHECK(key_of([&] { room.service.accept(tx, stranger, asked.id, true); }) == "handover.not_found");
      CHECK(key_of([&] { room.service.accept(tx, stranger, handover::HandoverId{9}, true); }) ==
            "handover.not_found");
      CHECK(key_of([&] { room.service.ask(tx, desk.in_rome, c.id, desk.rome, "la noi"); }) ==
            "handover.invalid");
    });
  });
}

TEST_CASE("staff of the whole network act for the centre, and for no mission") {
  on_each([](Desk& desk, ManualClock&) {
    Room room(desk);
    const auto add = [&](const char* code, const char* kind, UnitId parent) {
      return desk.database.write([&](db::Tx& tx) {
        network::Unit unit;
        unit.code = code;
        unit.kind = kind;
        unit.parent = parent;
        unit.name_ro = unit.name_en = code;
        unit.country = "RO";
        unit.time_zone = "Europe/Bucharest";
        return desk.network.save(tx, {}, unit).id;
      });
    };
    const UnitId centre = add("centre", "centre", {}), mission = add("it-x-cg", "mission", centre);
    (void)desk.network.directory();
    CHECK(room.service.acts_for(desk.in_centre, centre));
    CHECK_FALSE(room.service.acts_for(desk.in_centre, mission));
    CHECK_FALSE(room.service.acts_for(desk.in_rome, centre));
    CHECK(room.service.acts_for(desk.in_rome, desk.rome));
    CHECK_FALSE(room.service.acts_for(access::Scope::staff(AccountId{5}, true, {}, {"case.read"}), centre));
  });
}

TEST_CASE("the term of acceptance is told at 80 and 100 percent, once each, to both sides") {
  on_each([](Desk& desk, ManualClock& clock) {
    Room room(desk);
    CaseId id;
    handover::Handover asked;
    desk.database.write([&](db::Tx& tx) {
      const auto c = desk.open(tx, desk.rome);
      desk.cases.change(tx, desk.in_rome, c.id, 0, {.urgency = "P1"});
      id = c.id;
      asked = room.service.ask(tx, desk.in_rome, id, desk.paris, "Locuiește la Paris.");
      CHECK(*asked.due_at == asked.asked_at + 15 * kMinute);
    });
    const auto remind = [&] {
      return desk.database.write([&](db::Tx& tx) { return room.service.remind(tx, 100); });
    };
    const auto unread = [&](const access::Scope& scope) {
      return desk.database.read([&](db::Tx& tx) { return room.collaboration.unread(tx, scope); });
    };
    CHECK(remind() == 0);
    clock.advance(12 * kMinute);
    CHECK(remind() == 1);
    CHECK(remind() == 0);
    CHECK(unread(desk.in_rome) == 1);
    clock.advance(3 * kMinute);
    CHECK(remind() == 1);
    CHECK(remind() == 0);
    CHECK(unread(desk.in_rome) == 2);
    // A case that went elsewhere is no longer offered.
    desk.database.write([&](db::Tx& tx) { desk.cases.close(tx, desk.in_rome, id, 0, "answered", {}); });
    CHECK(remind() == 1);
    desk.database.write([&](db::Tx& tx) {
      CHECK(room.service.of_case(tx, desk.in_rome, id).back().state == "withdrawn");
      CHECK_FALSE(room.sees(tx, desk.in_paris, id));
    });
  });
}
