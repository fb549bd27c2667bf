#include "channels/voice/configuration_watch.hpp"

#include <doctest/doctest.h>

#include "domain/messages/testing/desk.hpp"

using namespace aproape;

namespace {

constexpr Millis kStart = 1'790'000'000'000;

struct Room {
  explicit Room(messages::testing::Desk& d)
      : desk(d),
        duty(d.audit, d.network),
        telephony(d.database, d.audit, d.network, duty, std::string(32, 'k')),
        watch(d.database, d.network, telephony) {
    d.database.write([&](db::Tx& tx) {
      network::Unit unit;
      unit.code = "gb-london-cg";
      unit.kind = "mission";
      unit.name_ro = unit.name_en = "Londra";
      unit.country = "GB";
      unit.time_zone = "Europe/London";
      london = d.network.save(tx, {}, unit).id;
    });
  }
  telephony::Line line(Millis from) const {
    telephony::Line made;
    made.number = "+44207946" + std::to_string(1000 + from % 9000);
    made.unit = london;
    made.always_open = true;
    made.day = made.night = {"emergency", {}, {}, {}};
    made.from = from;
    return made;
  }
  void add(const telephony::Line& line) {
    desk.database.write([&](db::Tx& tx) { telephony.save(tx, desk.system, line); });
  }

  messages::testing::Desk& desk;
  duty::Service duty;
  telephony::Service telephony;
  voice_channel::ConfigurationWatch watch;
  UnitId london;
};

void on_each(const std::function<void(Room&, ManualClock&)>& test) {
  messages::testing::on_each([&](messages::testing::Desk& desk, ManualClock& clock) {
    clock.jump_wall(kStart);
    Room room(desk);
    test(room, clock);
  });
}

}  // namespace

TEST_CASE("voice is told nothing before there is a line, then once, and again after a reconnect") {
  on_each([](Room& room, ManualClock&) {
    CHECK_FALSE(room.watch.fresh());
    room.add(room.line(kStart));
    const auto first = room.watch.fresh();
    REQUIRE(first);
    CHECK(first->lines.size() == 1);
    CHECK_FALSE(room.watch.fresh());
    room.watch.forget();
    const auto again = room.watch.fresh();
    REQUIRE(again);
    CHECK(again->version == first->version);
  });
}

TEST_CASE("a change of the roster is a new configuration, a change of anything else is none") {
  on_each([](Room& room, ManualClock&) {
    room.add(room.line(kStart));
    const auto first = room.watch.fresh();
    REQUIRE(first);
    room.desk.database.write([&](db::Tx& tx) { room.desk.open(tx, room.desk.rome); });
    CHECK_FALSE(room.watch.fresh());
    room.desk.database.write([&](db::Tx& tx) {
      duty::Shift shift;
      shift.unit = room.london;
      shift.role = "consul";
      shift.name = "Lavinia";
      shift.address = "+447700900114";
      shift.from = kStart;
      shift.until = kStart + kHour;
      room.duty.save(tx, room.desk.system, shift);
    });
    const auto second = room.watch.fresh();
    REQUIRE(second);
    CHECK(second->version > first->version);
    CHECK(second->hunts.at(0).targets.at(0).name == "Lavinia");
  });
}

TEST_CASE("the end of a shift and the beginning of a line need no change") {
  on_each([](Room& room, ManualClock& clock) {
    room.add(room.line(kStart));
    room.add(room.line(kStart + kHour + 1));
    REQUIRE(room.watch.fresh());
    clock.advance(kHour);
    CHECK_FALSE(room.watch.fresh());
    clock.advance(1);
    const auto later = room.watch.fresh();
    REQUIRE(later);
    CHECK(later->lines.size() == 2);
  });
}

TEST_CASE("the unit of a line is known by its id") {
  on_each([](Room& room, ManualClock&) {
    room.add(room.line(kStart));
    CHECK(room.watch.unit_of_line(room.watch.fresh()->lines.at(0).id) == room.london);
    CHECK(room.watch.unit_of_line("1001").empty());
    CHECK(room.watch.unit_of_line("linia").empty());
  });
}
