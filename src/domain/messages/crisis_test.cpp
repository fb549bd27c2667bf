// Crises, with all services of a desk at hand: declared, tagging, announced, ended.
#include <doctest/doctest.h>

#include <algorithm>

#include "base/error.hpp"
#include "db/event_store.hpp"
#include "domain/crisis/service.hpp"
#include "domain/messages/testing/desk.hpp"

using namespace aproape;
using messages::testing::Desk;
using messages::testing::on_each;

namespace {

struct Room {
  explicit Room(Desk& d) : desk(d), service(d.database, d.audit, d.network, d.cases, d.classification) {
    d.database.write([&](db::Tx& tx) {
      network::Unit unit;
      unit.code = "ae-dubai-cg";
      unit.kind = "mission";
      unit.post = "consulate_general";
      unit.name_ro = unit.name_en = "Dubai";
      unit.country = "AE";
      unit.city = "Dubai";
      unit.time_zone = "Asia/Dubai";
      dubai = d.network.save(tx, {}, unit).id;
      // A change of the network works the rights of all accounts out anew, from grants that these have none
      // of.
      tx.exec("insert into account_unit (account_id, unit_id) values ($1, $2)", {d.rome_staff, d.rome});
      tx.exec("insert into account_unit (account_id, unit_id) values ($1, $2)", {d.paris_staff, d.paris});
    });
    (void)d.network.directory();
  }
  [[nodiscard]] crisis::Crisis gulf(Millis from) const {
    crisis::Crisis what;
    what.name = "Spațiu aerian închis";
    what.units = {"ae-dubai-cg"};
    what.texts = {{"ro", "Spațiul aerian este închis."}};
    what.from = from;
    return what;
  }
  // As the sequencer does after a commit.
  void number() const {
    desk.database.write([](db::Tx& tx) { (void)db::number_events(tx, 10000); });
  }

  Desk& desk;
  crisis::Service service;
  UnitId dubai;
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

TEST_CASE("a crisis holds the open cases since its beginning and those that come, and no others") {
  on_each([](Desk& desk, ManualClock& clock) {
    Room room(desk);
    const auto early = desk.database.write([&](db::Tx& tx) { return desk.open(tx, room.dubai); });
    clock.advance(kHour);
    crisis::Crisis made;
    desk.database.write([&](db::Tx& tx) { room.service.tag_new(tx, 500); });
    desk.database.write([&](db::Tx& tx) {
      made = room.service.save(tx, desk.system, room.gulf(clock.now() - 2 * kHour));
      CHECK(made.version == 1);
      CHECK(room.service.of_case(tx, desk.system, early.id).size() == 1);
    });
    const auto come =
        desk.database.write([&](db::Tx& tx) { return desk.open(tx, room.dubai, "b@example.org"); });
    const auto other =
        desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome, "c@example.org"); });
    room.number();
    desk.database.write([&](db::Tx& tx) {
      CHECK(room.service.anything_to_tag(tx));
      CHECK(room.service.tag_new(tx, 5000) > 0);
      CHECK(room.service.of_case(tx, desk.system, come.id).size() == 1);
      CHECK(room.service.of_case(tx, desk.system, other.id).empty());
      CHECK(room.service.cases(tx, desk.system, made.id, {}, 10).size() == 2);
      // Another mission does not even count them.
      CHECK(room.service.cases(tx, desk.in_rome, made.id, {}, 10).empty());
      // By hand, both ways; what was taken off stays off.
      room.service.tag(tx, desk.in_rome, other.id, made.id);
      CHECK(room.service.of_case(tx, desk.in_rome, other.id).size() == 1);
      room.service.untag(tx, desk.system, come.id, made.id);
      desk.cases.change(tx, desk.system, come.id, 0, {.subject = "Altfel"});
    });
    room.number();
    desk.database.write([&](db::Tx& tx) {
      room.service.tag_new(tx, 5000);
      CHECK(room.service.of_case(tx, desk.system, come.id).empty());
      CHECK(key_of([&] { room.service.tag(tx, desk.in_paris, other.id, made.id); }) == "case.not_found");
    });
  });
}

TEST_CASE("the announcement stands above the acknowledgement while the crisis lasts") {
  on_each([](Desk& desk, ManualClock& clock) {
    Room room(desk);
    desk.database.write([&](db::Tx& tx) {
      crisis::Crisis what = room.gulf(clock.now());
      what.until = clock.now() + kHour;
      const auto made = room.service.save(tx, desk.system, what);
      const auto c = desk.open(tx, room.dubai);
      CHECK(room.service.announcement_for(tx, c, "ro") == "Spațiul aerian este închis.");
      CHECK(room.service.announcement_for(tx, desk.open(tx, desk.rome, "x@example.org"), "ro").empty());
      CHECK(room.service.live(tx).size() == 1);
      CHECK(room.service.end_due(tx) == 0);
      clock.advance(kHour);
      CHECK(room.service.live(tx).empty());
      CHECK(room.service.end_due(tx) == 1);
      CHECK(room.service.get(tx, made.id).ended_at == what.until);
      CHECK(key_of([&] { room.service.end(tx, desk.system, made.id); }) == "crisis.ended");
      CHECK(key_of([&] { room.service.save(tx, desk.system, room.service.get(tx, made.id)); }) ==
            "crisis.ended");
    });
  });
}

TEST_CASE("a crisis without a place, with an unknown one or ending before it begins is refused") {
  on_each([](Desk& desk, ManualClock& clock) {
    Room room(desk);
    desk.database.write([&](db::Tx& tx) {
      const auto wrong = [&](const std::function<void(crisis::Crisis&)>& spoil) {
        crisis::Crisis what = room.gulf(clock.now());
        spoil(what);
        return key_of([&] { room.service.save(tx, desk.system, what); });
      };
      CHECK(wrong([](auto& c) { c.units.clear(); }) == "crisis.invalid");
      CHECK(wrong([](auto& c) { c.units = {"nowhere"}; }) == "crisis.invalid");
      CHECK(wrong([](auto& c) { c.countries = {"ZZ"}; }) == "crisis.invalid");
      CHECK(wrong([](auto& c) { c.name.clear(); }) == "crisis.invalid");
      CHECK(wrong([](auto& c) { c.until = c.from; }) == "crisis.invalid");
      CHECK(wrong([](auto&) {}).empty());
      CHECK(key_of([&] { (void)room.service.get(tx, crisis::CrisisId{4}); }) == "crisis.not_found");
    });
  });
}
