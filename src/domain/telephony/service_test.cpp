#include "domain/telephony/service.hpp"

#include <doctest/doctest.h>

#include <functional>

#include "base/embedded.hpp"
#include "base/error.hpp"
#include "db/testing/database.hpp"
#include "domain/telephony/import.hpp"
#include "domain/telephony/seed.hpp"

using namespace aproape;
using namespace aproape::telephony;

namespace {

constexpr Millis kNow = 1'790'000'000'000;

struct Room {
  Room(db::Database& db, const std::filesystem::path& dir)
      : database(db),
        audit(db, dir),
        access(db, audit, dir, {15 * kMinute, 12 * kHour, {1, 8192}}),
        network(db, access),
        duty(audit, network),
        service(db, audit, network, duty, std::string(32, 'k')) {
    db.write([&](db::Tx& tx) {
      centre = add(tx, "centre", "centre", {});
      rome = add(tx, "it-rome-cg", "mission", centre);
      paris = add(tx, "fr-paris-cg", "mission", centre);
      service.seed_menus(tx);
    });
  }

  UnitId add(db::Tx& tx, const char* code, const char* kind, UnitId parent) {
    network::Unit unit;
    unit.code = code;
    unit.kind = kind;
    unit.parent = parent;
    unit.name_ro = unit.name_en = code;
    unit.country = "RO";
    unit.time_zone = "Europe/Bucharest";
    return network.save(tx, {}, unit).id;
  }

  Line save(const Line& line) {
    return database.write([&](db::Tx& tx) { return service.save(tx, system, line); });
  }

  db::Database& database;
  audit::Service audit;
  access::Service access;
  network::Service network;
  duty::Service duty;
  Service service;
  UnitId centre, rome, paris;
  access::Scope system = access::Scope::system("test");
};

void on_each(const std::function<void(Room&, ManualClock&)>& test) {
  ManualClock clock(kNow);
  db::testing::for_each_database(
      [&](db::Database& database) {
        const db::testing::TempDir dir;
        Room room(database, dir.path());
        test(room, clock);
        clock.jump_wall(kNow);
      },
      clock);
}

std::string key_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.fields().empty() ? error.key() : error.key() + " " + error.fields()[0].name;
  }
  return {};
}

Line emergency_line(UnitId unit) {
  Line line;
  line.number = "+39 06 5550 1001";
  line.unit = unit;
  line.emergency = line.always_open = true;
  line.day = line.night = {"emergency", {}, {}, {}};
  line.from = kNow;
  return line;
}

duty::Shift shift(UnitId unit, const char* name, Millis from, Millis until) {
  duty::Shift made;
  made.unit = unit;
  made.role = "consul";
  made.name = name;
  made.address = "+44 7700 900110";
  made.from = from;
  made.until = until;
  return made;
}

}  // namespace

TEST_CASE("a plan of a number follows another, and never overlaps one") {
  on_each([](Room& room, ManualClock&) {
    Line line = room.save(emergency_line(room.rome));
    CHECK(line.number == "+390655501001");
    CHECK(line.changed_at == kNow);
    Line next = emergency_line(room.rome);
    next.from = kNow + kDay;
    CHECK(key_of([&] { room.save(next); }) == "line.overlap");
    line.until = kNow + kDay;
    line = room.save(line);
    next = room.save(next);
    CHECK(room.database.read([&](db::Tx& tx) { return room.service.with_number(tx, line.number).size(); }) ==
          2);
    Line old = line;
    old.version = 1;
    CHECK(key_of([&] { room.save(old); }) == "stale");
    old = line;
    old.unit = UnitId{77};
    CHECK(key_of([&] { room.save(old); }) == "telephony.invalid unit");
    old = line;
    old.day = {"menu", "none", {}, {}};
    CHECK(key_of([&] { room.save(old); }) == "telephony.invalid day");
    old.number = "drop table";
    CHECK(key_of([&] { room.save(old); }) == "telephony.invalid number");
  });
}

TEST_CASE("a menu has at most three keys, and 1 is the emergency alone") {
  on_each([](Room& room, ManualClock&) {
    const auto save = [&](const Menu& menu) {
      return key_of(
          [&] { room.database.write([&](db::Tx& tx) { room.service.save(tx, room.system, menu); }); });
    };
    Menu menu;
    menu.code = "proba";
    menu.name = "Probă";
    menu.prompt = {{"ro", "Apăsați 1."}};
    menu.options = {{'1', {"emergency", {}, {}, {}}}};
    menu.otherwise = {"queue", {}, {}, {}};
    Menu wrong = menu;
    wrong.options[0].action.kind = "queue";
    CHECK(save(wrong) == "telephony.invalid options");
    wrong = menu;
    wrong.options = {{'2', {"queue", {}, {}, {}}}};
    CHECK(save(wrong) == "telephony.invalid options");
    wrong = menu;
    wrong.options.push_back({'2', {"emergency", {}, {}, {}}});
    CHECK(save(wrong) == "telephony.invalid options");
    wrong = menu;
    for (const char key : {'2', '3', '4'}) wrong.options.push_back({key, {"queue", {}, {}, {}}});
    CHECK(save(wrong) == "telephony.invalid options");
    wrong = menu;
    wrong.otherwise = {"menu", "consulat", {}, {}};
    CHECK(save(wrong) == "telephony.invalid otherwise");
    CHECK(save(menu).empty());
    CHECK(save(menu) == "menu.exists");
  });
}

TEST_CASE("the menus that the program carries fit its own rules, and come once") {
  on_each([](Room& room, ManualClock&) {
    room.database.write([&](db::Tx& tx) {
      CHECK(room.service.seed_menus(tx) == 0);
      for (const Menu& menu : room.service.menus(tx)) CHECK_NOTHROW(room.service.save(tx, room.system, menu));
    });
  });
}

TEST_CASE("the secret of a trunk goes in, is used and never comes out") {
  on_each([](Room& room, ManualClock&) {
    Trunk trunk;
    trunk.name = "operator";
    trunk.host = "sip.example.org:5080";
    room.database.write([&](db::Tx& tx) { trunk = room.service.save(tx, room.system, trunk, "parola"); });
    CHECK(trunk.secret.find("parola") == std::string::npos);
    trunk.login = "nou";
    room.database.write([&](db::Tx& tx) { trunk = room.service.save(tx, room.system, trunk, std::nullopt); });
    const auto made = room.service.configuration(kNow);
    REQUIRE(made.snapshot.trunks.size() == 1);
    CHECK(made.snapshot.trunks[0].secret == "parola");
    CHECK(made.snapshot.trunks[0].user == "nou");
    room.database.write([&](db::Tx& tx) { room.service.remove(tx, room.system, trunk.id); });
    CHECK(room.service.configuration(kNow).snapshot.trunks.empty());
  });
}

TEST_CASE("the configuration gets a new version when its content changes, also by time alone") {
  on_each([](Room& room, ManualClock& clock) {
    CHECK_FALSE(room.service.present());  // there was never a line
    room.save(emergency_line(room.rome));
    room.database.write([&](db::Tx& tx) {
      room.duty.save(tx, room.system, shift(room.rome, "Victor", kNow, kNow + kHour));
      room.duty.save(tx, room.system, shift(room.rome, "Ilinca", kNow + kHour, kNow + 2 * kHour));
    });
    const auto first = room.service.present();
    REQUIRE(first);
    CHECK(first->snapshot.version >= kNow);
    CHECK(first->snapshot.hunt("duty/it-rome-cg")->targets.at(0).name == "Victor");
    CHECK(first->snapshot.hunt("duty/it-rome-cg")->targets.at(0).address == "+447700900110");
    CHECK(first->good_until == kNow + kHour);
    CHECK(room.service.present()->snapshot.version == first->snapshot.version);
    clock.advance(kHour);
    const auto second = room.service.present();
    CHECK(second->snapshot.version > first->snapshot.version);
    CHECK(second->snapshot.hunt("duty/it-rome-cg")->targets.at(0).name == "Ilinca");
    // A clock that is set back does not make an older version.
    clock.jump_wall(kNow);
    CHECK(room.service.present()->snapshot.version > second->snapshot.version);
  });
}

TEST_CASE("an announcement is written by who may in its mission") {
  on_each([](Room& room, ManualClock&) {
    const auto consul = access::Scope::staff(AccountId{5}, false, {room.rome}, {"announcement.write"});
    const auto save = [&](UnitId unit, const char* country) {
      return key_of([&] {
        room.database.write([&](db::Tx& tx) {
          Announcement one;
          one.unit = unit;
          one.country = country;
          one.texts = {{"ro", "Închis."}, {"en", "Closed."}};
          one.from = kNow;
          room.service.save(tx, consul, one);
        });
      });
    };
    CHECK(save(room.rome, "").empty());
    CHECK(save(room.paris, "") == "auth.forbidden");
    CHECK(save({}, "FR") == "auth.forbidden");
    CHECK(save({}, "") == "auth.forbidden");
    CHECK(room.database.read([&](db::Tx& tx) { return room.service.announcements(tx).size(); }) == 1);
  });
}

TEST_CASE("lines come by CSV, all or none, and again without a change") {
  on_each([](Room& room, ManualClock&) {
    const auto import = [&](const char* csv, bool dry = false) {
      return import_lines(room.service, room.database, room.network, room.system, csv, dry);
    };
    const char* good =
        "number,unit,emergency,day,night\n"
        "+39 06 5550 1000,it-rome-cg,false,menu:consulat,queue:centre\n"
        "+39 06 5550 1001,it-rome-cg,true,emergency,emergency\n";
    CHECK(import(good, true).added == 2);
    const auto count = [&] {
      return room.database.read([&](db::Tx& tx) { return room.service.lines(tx).size(); });
    };
    CHECK(count() == 0);
    CHECK(import(good).added == 2);
    CHECK(import(good).unchanged == 2);
    CHECK(import("number,unit,name\n+390655501000,it-rome-cg,Consulat\n").changed == 1);
    const auto bad = import(
        "number,unit,day\n+390655501007,it-rome-cg,queue\nx y,it-rome-cg,queue\n"
        "+390655501009,nowhere,queue\n+390655501008,it-rome-cg,menu:none\n");
    CHECK(bad.errors.size() == 3);
    CHECK(count() == 2);
  });
}

TEST_CASE("a roster is changed by who may in its mission, without two in one role") {
  on_each([](Room& room, ManualClock&) {
    const std::vector<std::string> rights{"duty.read", "duty.write"};
    const auto consul = access::Scope::staff(AccountId{5}, false, {room.rome}, rights);
    room.database.write([&](db::Tx& tx) {
      const auto first = room.duty.save(tx, consul, shift(room.rome, "Victor", kNow, kNow + kDay));
      const auto next = room.duty.save(tx, consul, shift(room.rome, "Ilinca", kNow + kDay, kNow + 2 * kDay));
      CHECK(key_of([&] { room.duty.save(tx, consul, shift(room.rome, "Paul", kNow, kNow + 1)); }) ==
            "duty.overlap");
      CHECK(key_of([&] { room.duty.save(tx, consul, shift(room.paris, "Paul", kNow, kNow + 1)); }) ==
            "unit.unknown");
      CHECK(key_of([&] { (void)room.duty.shifts(tx, consul, room.paris, 0, kNow); }) == "unit.unknown");
      CHECK(key_of([&] { room.duty.save(tx, room.system, shift(room.centre, "Paul", kNow, kNow + 1)); }) ==
            "duty.invalid role");
      auto wrong = shift(room.rome, "Paul", kNow - 5, kNow);
      wrong.address = "nu";
      CHECK(key_of([&] { room.duty.save(tx, consul, wrong); }) == "duty.invalid address");
      room.duty.swap(tx, consul, first.id, next.id);
      const auto after = room.duty.shifts(tx, consul, room.rome, kNow, kNow + 2 * kDay);
      REQUIRE(after.size() == 2);
      CHECK(after[0].name == "Ilinca");
      CHECK(after[1].name == "Victor");
      CHECK(room.duty.gaps(tx, consul, room.rome, kNow, kNow + 3 * kDay).size() == 1);
      CHECK(key_of([&] { room.duty.save(tx, consul, first); }) == "stale");
      const auto stranger = access::Scope::staff(AccountId{6}, false, {room.paris}, rights);
      CHECK(key_of([&] { room.duty.remove(tx, stranger, first.id); }) == "duty.not_found");
      room.duty.remove(tx, consul, first.id);
      duty::Plan plan{room.rome, room.paris, 30, 2, true};
      CHECK(room.duty.set_plan(tx, consul, plan).neighbour == room.paris);
      plan.neighbour = room.rome;
      CHECK(key_of([&] { room.duty.set_plan(tx, consul, plan); }) == "duty.invalid neighbour");
      CHECK(room.duty.gaps(tx, consul, room.rome, kNow, kNow + kDay).size() == 2);
    });
  });
}
