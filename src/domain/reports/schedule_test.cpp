#include "domain/reports/schedule.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "db/testing/database.hpp"

using namespace aproape;
using namespace aproape::reports;

namespace {

Millis at(const char* moment) {
  return *from_rfc3339(moment);
}

Schedule to_minister() {
  Schedule schedule;
  schedule.recipients = {"cabinet@example.org", "dap@example.org"};
  return schedule;
}

}  // namespace

TEST_CASE("07:00 is that of the zone, over the change of the clock") {
  Schedule daily = to_minister();
  CHECK(next_moment(daily, at("2026-11-29T04:59:59Z")) == at("2026-11-29T05:00:00Z"));
  CHECK(next_moment(daily, at("2026-11-29T05:00:00Z")) == at("2026-11-30T05:00:00Z"));
  // Summer time ends on 25 October 2026.
  CHECK(next_moment(daily, at("2026-10-24T04:00:00Z")) == at("2026-10-25T05:00:00Z"));
  Schedule weekly = to_minister();
  weekly.rhythm = "weekly";
  CHECK(next_moment(weekly, at("2026-11-29T12:00:00Z")) == at("2026-11-30T05:00:00Z"));  // a Monday
  CHECK(days_of(weekly, at("2026-11-30T05:00:00Z")).from == 20261123);
  CHECK(days_of(weekly, at("2026-11-30T05:00:00Z")).to == 20261129);
  Schedule monthly = to_minister();
  monthly.rhythm = "monthly";
  monthly.zone = "America/New_York";
  CHECK(next_moment(monthly, at("2026-11-02T00:00:00Z")) == at("2026-12-01T12:00:00Z"));
  CHECK(days_of(monthly, at("2026-12-01T12:00:00Z")).from == 20261101);
  CHECK(days_of(monthly, at("2026-12-01T12:00:00Z")).to == 20261130);
}

TEST_CASE("what is due becomes one job a recipient, once") {
  ManualClock clock(at("2026-11-29T04:00:00Z"));
  db::testing::for_each_database(
      [&](db::Database& database) {
        clock.jump_wall(at("2026-11-29T04:00:00Z"));
        const db::testing::TempDir dir;
        audit::Service audit(database, dir.path());
        const Schedules schedules(database, audit);
        const auto scope = access::Scope::staff(AccountId{7}, true, {}, {"report.read"});
        const auto other = access::Scope::staff(AccountId{8}, true, {}, {"report.read"});
        const auto kept = database.write([&](db::Tx& tx) { return schedules.add(tx, scope, to_minister()); });
        const auto due = [&] {
          return database.write([&](db::Tx& tx) { return schedules.enqueue_due(tx, 10); });
        };
        CHECK(due() == 0);
        clock.jump_wall(at("2026-11-29T05:00:00Z"));
        CHECK(due() == 2);
        CHECK(due() == 0);
        CHECK(database.read([](db::Tx& tx) {
          return tx.one("select count(*) from job where kind = 'report.send'")->i64(0);
        }) == 2);
        // After three days off, only what is fresh is sent.
        clock.jump_wall(at("2026-12-02T06:00:00Z"));
        CHECK(due() == 0);
        clock.jump_wall(at("2026-12-03T05:00:01Z"));
        CHECK(due() == 2);
        database.write([&](db::Tx& tx) {
          CHECK(schedules.list(tx, other).empty());
          CHECK(schedules.list(tx, scope).size() == 1);
        });
        CHECK_THROWS_AS(database.write([&](db::Tx& tx) { schedules.drop(tx, other, kept.id); }), Error);
        for (const char* address : {"", "nobody", "a@b\r\nBcc: c@d", "a b@c", "<a@b>"}) {
          Schedule wrong = to_minister();
          wrong.recipients = {address};
          CHECK_THROWS_AS(database.write([&](db::Tx& tx) { schedules.add(tx, scope, wrong); }), Error);
        }
        database.write([&](db::Tx& tx) { schedules.drop(tx, scope, kept.id); });
        clock.jump_wall(at("2026-12-10T05:00:01Z"));
        CHECK(due() == 0);
      },
      clock);
}
