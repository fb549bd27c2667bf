#include "domain/shifts/service.hpp"

#include <doctest/doctest.h>

#include <functional>
#include <limits>

#include "base/error.hpp"
#include "db/testing/database.hpp"

namespace aproape::shifts {
namespace {

struct Log {
  Log(db::Database& db, ManualClock& c) : database(db), clock(c), audit(db, dir.path()), shifts(db, audit) {}

  static access::Scope eyes(std::int64_t account, std::int64_t unit = 1) {
    return access::Scope::staff(AccountId{account}, false, {UnitId{unit}}, {"case.write"});
  }
  template <class F>
  auto write(F&& work) {
    return database.write([&](db::Tx& tx) { return work(tx); });
  }
  Note note(std::int64_t account, std::string_view text, bool open_point = false) {
    return write(
        [&](db::Tx& tx) { return shifts.add(tx, eyes(account), UnitId{1}, text, {CaseId{7}}, open_point); });
  }
  std::vector<Note> notes(int limit = 10) {
    return database.read([&](db::Tx& tx) {
      return shifts.notes(tx, eyes(5), UnitId{1}, {std::numeric_limits<std::int64_t>::max()}, limit);
    });
  }
  std::vector<Note> points() {
    return database.read([&](db::Tx& tx) { return shifts.open_points(tx, eyes(5), UnitId{1}); });
  }

  db::testing::TempDir dir;
  db::Database& database;
  ManualClock& clock;
  audit::Service audit;
  Service shifts;
};

void run(const std::function<void(Log&)>& test) {
  ManualClock clock(*from_rfc3339("2026-11-25T07:00:00Z"));
  db::testing::for_each_database(
      [&](db::Database& database) {
        Log log(database, clock);
        test(log);
      },
      clock);
}

std::string key_of(const std::function<void()>& call) {
  try {
    call();
  } catch (const Error& error) {
    return error.key();
  }
  return "";
}

}  // namespace

TEST_CASE("the log keeps who wrote what, when, about which cases, newest first") {
  run([](Log& log) {
    log.note(5, "Liniște.");
    log.clock.advance(kMinute);
    log.note(6, "Roma nu răspunde.", true);
    const auto notes = log.notes();
    REQUIRE(notes.size() == 2);
    CHECK(notes[0].text == "Roma nu răspunde.");
    CHECK(notes[0].author == AccountId{6});
    CHECK(notes[0].at == log.clock.now());
    CHECK(notes[0].cases == std::vector<CaseId>{{7}});
    CHECK(notes[0].open_point);
    CHECK(log.notes(1).size() == 1);
    CHECK(key_of([&] { log.note(5, " \n"); }) == "field.invalid");
    CHECK(key_of([&] { log.note(5, std::string(4001, 'a')); }) == "field.invalid");
    const auto elsewhere = Log::eyes(8, 2);
    CHECK(key_of([&] {
            (void)log.database.read(
                [&](db::Tx& tx) { return log.shifts.open_points(tx, elsewhere, UnitId{1}); });
          }) == "unit.unknown");
  });
}

TEST_CASE("an open point stays until somebody has done it, and can be opened again") {
  run([](Log& log) {
    const Note plain = log.note(5, "Liniște.");
    const Note point = log.note(5, "De sunat la spital.", true);
    REQUIRE(log.points().size() == 1);
    const auto set = [&](NoteId id, bool done, std::int64_t account = 6, std::int64_t unit = 1) {
      return log.write(
          [&](db::Tx& tx) { return log.shifts.set_done(tx, Log::eyes(account, unit), id, done); });
    };
    CHECK(key_of([&] { set(plain.id, true); }) == "shift.no_point");
    CHECK(key_of([&] { set(point.id, true, 6, 2); }) == "shift.not_found");
    CHECK(set(point.id, true).done_by == AccountId{6});
    CHECK(log.points().empty());
    set(point.id, false);
    CHECK(log.points().size() == 1);
  });
}

TEST_CASE("a shift hands over once, and another accepts") {
  run([](Log& log) {
    const auto hand_over = [&](std::int64_t account) {
      return log.write([&](db::Tx& tx) {
        return log.shifts.hand_over(tx, Log::eyes(account), UnitId{1}, "Două puncte deschise.");
      });
    };
    const auto accept = [&](std::int64_t account, HandoverId id) {
      return log.write([&](db::Tx& tx) { return log.shifts.accept(tx, Log::eyes(account), id); });
    };
    const Handover first = hand_over(5);
    CHECK(key_of([&] { hand_over(6); }) == "shift.handover_pending");
    CHECK(key_of([&] { accept(5, first.id); }) == "shift.handover_own");
    CHECK(key_of([&] { accept(6, HandoverId{4}); }) == "shift.handover_not_found");
    CHECK(accept(6, first.id).accepted_by == AccountId{6});
    CHECK(key_of([&] { accept(7, first.id); }) == "shift.handover_accepted");
    log.clock.advance(8 * kHour);
    const Handover second = hand_over(6);
    const auto last =
        log.database.read([&](db::Tx& tx) { return log.shifts.last_handover(tx, Log::eyes(5), UnitId{1}); });
    REQUIRE(last);
    CHECK(last->id == second.id);
    CHECK_FALSE(last->accepted_at);
  });
}

}  // namespace aproape::shifts
