#include "domain/collaboration/service.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "db/event_store.hpp"
#include "domain/messages/testing/desk.hpp"

using namespace aproape;
using messages::testing::Desk;
using messages::testing::on_each;

namespace {

struct Room {
  explicit Room(Desk& d) : desk(d), service(d.database, d.audit, d.access, d.cases) {}

  AccountId account(db::Tx& tx, std::string_view login, UnitId unit) {
    access::Service::NewAccount fresh;
    fresh.login = login;
    fresh.demonstration = true;
    const AccountId id = desk.access.add(tx, {}, fresh);
    tx.exec("insert into account_unit (account_id, unit_id) values ($1, $2)", {id, unit});
    return id;
  }
  [[nodiscard]] access::Scope eyes(AccountId id, UnitId unit) const {
    return access::Scope::staff(id, false, {unit}, Desk::kRights);
  }

  Desk& desk;
  collaboration::Service service;
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

TEST_CASE("a note tells whom it names, by login or by team, once, and not its author") {
  on_each([](Desk& desk, ManualClock&) {
    Room room(desk);
    desk.database.write([&](db::Tx& tx) {
      const auto c = desk.open(tx, desk.rome);
      const AccountId ana = room.account(tx, "ana.pop", desk.rome);
      const AccountId radu = room.account(tx, "radu", desk.rome);
      room.service.save(tx, desk.system, {{}, desk.rome, "acte", "Acte", false, 1, {}}, {ana, radu});
      const auto noted =
          room.service.add_note(tx, room.eyes(radu, desk.rome), c.id, "@ana.pop și @acte, @nimeni: vedeți.");
      CHECK(noted.named == std::vector<std::string>{"ana.pop", "acte"});
      CHECK(noted.unknown == std::vector<std::string>{"nimeni"});
      CHECK(room.service.unread(tx, room.eyes(ana, desk.rome)) == 1);
      CHECK(room.service.unread(tx, room.eyes(radu, desk.rome)) == 0);
      const auto told = room.service.notices(tx, room.eyes(ana, desk.rome), true, {}, 10);
      REQUIRE(told.size() == 1);
      CHECK(told[0].kind == "mention");
      CHECK(told[0].case_id == c.id);
      CHECK(told[0].actor == radu);
      room.service.mark_read(tx, room.eyes(radu, desk.rome), told[0].id);  // not his
      CHECK(room.service.unread(tx, room.eyes(ana, desk.rome)) == 1);
      room.service.mark_read(tx, room.eyes(ana, desk.rome), told[0].id);
      CHECK(room.service.unread(tx, room.eyes(ana, desk.rome)) == 0);
      CHECK(room.service.notices(tx, room.eyes(ana, desk.rome), false, {}, 10).size() == 1);
    });
  });
}

TEST_CASE("who does not see the case learns nothing of it by being named") {
  on_each([](Desk& desk, ManualClock&) {
    Room room(desk);
    desk.database.write([&](db::Tx& tx) {
      const auto c = desk.open(tx, desk.rome);
      const AccountId far = room.account(tx, "far", desk.paris);
      room.service.add_note(tx, desk.in_rome, c.id, "@far vezi");
      CHECK(room.service.unread(tx, room.eyes(far, desk.paris)) == 0);
      CHECK(room.service.notices(tx, room.eyes(far, desk.paris), false, {}, 10).empty());
      CHECK(key_of([&] { room.service.follow(tx, room.eyes(far, desk.paris), c.id); }) == "case.not_found");
    });
  });
}

TEST_CASE("followers are told what happens, without what they did themselves and without the past") {
  on_each([](Desk& desk, ManualClock&) {
    Room room(desk);
    const auto number = [&] {  // as the sequencer does after a commit
      desk.database.write([](db::Tx& tx) { (void)db::number_events(tx, 10000); });
    };
    CaseId id;
    AccountId ana;
    desk.database.write([&](db::Tx& tx) {
      id = desk.open(tx, desk.rome).id;
      ana = room.account(tx, "ana", desk.rome);
      room.service.follow(tx, room.eyes(ana, desk.rome), id);
    });
    number();
    desk.database.write([&](db::Tx& tx) { CHECK(room.service.tell_followers(tx, 500) == 0); });
    desk.database.write([&](db::Tx& tx) {
      CHECK_FALSE(room.service.anything_to_tell(tx));
      desk.cases.close(tx, room.eyes(ana, desk.rome), id, 0, "answered", {});
      desk.cases.reopen(tx, desk.in_rome, id, 0);
    });
    number();
    desk.database.write([&](db::Tx& tx) {
      CHECK(room.service.anything_to_tell(tx));
      CHECK(room.service.tell_followers(tx, 500) >= 2);
      const auto told = room.service.notices(tx, room.eyes(ana, desk.rome), true, {}, 10);
      REQUIRE(told.size() == 1);
      CHECK(told[0].detail == "case.reopened");
      room.service.mark_case_read(tx, room.eyes(ana, desk.rome), id);
      CHECK(room.service.unread(tx, room.eyes(ana, desk.rome)) == 0);
      room.service.unfollow(tx, room.eyes(ana, desk.rome), id);
      CHECK(room.service.followers(tx, desk.in_rome, id).empty());
    });
  });
}

TEST_CASE("a team has a word of its own, and a case has one team") {
  on_each([](Desk& desk, ManualClock&) {
    Room room(desk);
    desk.database.write([&](db::Tx& tx) {
      const auto c = desk.open(tx, desk.rome);
      const AccountId ana = room.account(tx, "ana", desk.rome);
      const auto save = [&](collaboration::Team team) {
        return room.service.save(tx, desk.system, team, {ana});
      };
      collaboration::Team team{{}, desk.rome, "acte", "Acte", false, 1, {}};
      CHECK(key_of([&] { save({{}, desk.rome, "Acte!", "Acte", false, 1, {}}); }) == "team.invalid");
      CHECK(key_of([&] { save({{}, desk.rome, "ana", "Ana", false, 1, {}}); }) == "team.code_taken");
      team = save(team);
      CHECK(team.members.size() == 1);
      CHECK(key_of([&] { save({{}, desk.rome, "acte", "Alta", false, 1, {}}); }) == "team.code_taken");
      room.service.set_team(tx, desk.in_rome, c.id, team.id);
      CHECK(room.service.team_of(tx, desk.in_rome, c.id)->code == "acte");
      CHECK(room.service.unread(tx, room.eyes(ana, desk.rome)) == 1);
      collaboration::Team stale = team;
      team.closed = true;
      team = save(team);
      CHECK(key_of([&] { save(stale); }) == "stale");
      CHECK(key_of([&] { room.service.set_team(tx, desk.in_rome, c.id, team.id); }) == "team.invalid");
      room.service.set_team(tx, desk.in_rome, c.id, {});
      CHECK_FALSE(room.service.team_of(tx, desk.in_rome, c.id).has_value());
    });
  });
}
