#include "db/job_store.hpp"

#include <doctest/doctest.h>

#include <mutex>
#include <set>
#include <thread>

#include "base/error.hpp"
#include "db/jobs_admin.hpp"
#include "db/lease.hpp"
#include "db/node_life.hpp"
#include "db/testing/database.hpp"

using namespace aproape;
using db::testing::for_each_database;

namespace {

constexpr db::JobPolicy kPolicy{.lease = 60'000, .attempts = 3, .first_delay = 1'000, .longest_delay = 5'000};

std::optional<db::Job> claim(db::Database& database, std::string_view holder = "h") {
  return database.write(
      [&](db::Tx& tx) { return db::claim_job(tx, "mail", holder, database.clock().now(), kPolicy.lease); });
}

void put_back(db::Database& database, const db::Job& job, Millis delay) {
  database.write([&](db::Tx& tx) {
    db::put_back_job(tx, job, "h", database.clock().now(), delay, kPolicy, "mail.refused");
  });
}

void enqueue(db::Database& database, const db::NewJob& job) {
  database.write([&](db::Tx& tx) { tx.enqueue(job); });
}

}  // namespace

TEST_CASE("jobs come by priority, then by time; a key waits only once; a rolled back job is none") {
  ManualClock clock(1'800'000'000'000);
  for_each_database(
      [&](db::Database& database) {
        enqueue(database, {.kind = "mail", .payload = "late", .run_at = clock.now() + 1'000});
        enqueue(database, {.kind = "mail", .payload = "plain"});
        enqueue(database, {.kind = "mail", .payload = "urgent", .priority = 5});
        enqueue(database, {.kind = "mail", .payload = "key 1", .key = "k", .priority = -1});
        enqueue(database, {.kind = "mail", .payload = "key 2", .key = "k", .priority = 9});
        CHECK_THROWS(database.write([](db::Tx& tx) {
          tx.enqueue({.kind = "mail", .payload = "never", .priority = 9});
          throw Error(ErrorKind::invalid, "test.refused");
        }));
        CHECK(claim(database)->payload == "urgent");
        CHECK(claim(database)->payload == "plain");
        CHECK(claim(database)->payload == "key 1");
        CHECK_FALSE(claim(database));
        enqueue(database,
                {.kind = "mail", .payload = "key 3", .key = "k"});  // the first is not waiting any more
        CHECK(claim(database)->payload == "key 3");
        clock.advance(1'000);
        CHECK(claim(database)->payload == "late");
      },
      clock);
}

TEST_CASE(
    "a failing job returns after its delay and is parked after the last attempt, until somebody retries it") {
  ManualClock clock(1'800'000'000'000);
  for_each_database(
      [&](db::Database& database) {
        enqueue(database, {.kind = "mail"});
        for (int attempt = 1; attempt <= kPolicy.attempts; ++attempt) {
          const auto job = claim(database);
          REQUIRE(job);
          CHECK(job->attempt == attempt);
          put_back(database, *job, 1'000);
          CHECK_FALSE(claim(database));
          clock.advance(1'000);
        }
        CHECK_FALSE(claim(database));
        const auto failed = database.read([](db::Tx& tx) { return db::list_jobs(tx, "failed", {}, 10); });
        REQUIRE(failed.size() == 1);
        CHECK(failed[0].error == "mail.refused");
        CHECK(failed[0].attempts == kPolicy.attempts);
        CHECK(database.write([&](db::Tx& tx) { return db::retry_job(tx, failed[0].id, clock.now()); }));
        CHECK_FALSE(database.write([&](db::Tx& tx) { return db::retry_job(tx, failed[0].id, clock.now()); }));
        CHECK(claim(database)->attempt == 1);
      },
      clock);
}

TEST_CASE("the job of a lost holder is given to another, and the first can no longer end it") {
  ManualClock clock(1'800'000'000'000);
  for_each_database(
      [&](db::Database& database) {
        enqueue(database, {.kind = "mail"});
        const auto lost = claim(database, "dead");
        const auto release = [&] {
          return database.write(
              [&](db::Tx& tx) { return db::release_lost_jobs(tx, "mail", "node", clock.now(), kPolicy); });
        };
        CHECK(release() == 0);
        clock.advance(kPolicy.lease);
        CHECK(database.read([&](db::Tx& tx) { return db::queue_state(tx, "mail", clock.now()).running; }) ==
              1);
        CHECK(release() == 1);
        const auto again = claim(database, "alive");
        REQUIRE(again);
        CHECK(again->id == lost->id);
        CHECK(again->attempt == 2);
        CHECK_FALSE(database.write([&](db::Tx& tx) { return db::finish_job(tx, *lost, "dead"); }));
        CHECK(database.write([&](db::Tx& tx) { return db::finish_job(tx, *again, "alive"); }));
      },
      clock);
}

TEST_CASE(
    "what a dead process held is taken over long before the lease ends, and only by one that was heard all "
    "the time") {
  ManualClock clock(1'800'000'000'000);
  for_each_database(
      [&](db::Database& database) {
        const auto alive = [&](std::string_view node) {
          database.write([&](db::Tx& tx) { db::say_alive(tx, node, clock.now()); });
        };
        const auto release = [&](std::string_view node) {
          return database.write(
              [&](db::Tx& tx) { return db::release_lost_jobs(tx, "mail", node, clock.now(), kPolicy); });
        };
        enqueue(database, {.kind = "mail"});
        alive("first");
        REQUIRE(claim(database, "first/0"));
        clock.advance(db::kNodeLife + 1);  // the database was away: nobody could be heard
        alive("second");
        CHECK(release("second") == 0);
        alive("first");
        CHECK(release("first") == 0);
        for (int n = 0; n < 4; ++n) {
          clock.advance(db::kNodeLife / 3);
          alive("second");
        }
        CHECK(clock.now() < 1'800'000'000'000 + kPolicy.lease);
        CHECK(release("second") == 1);
      },
      clock);
}

TEST_CASE("what a node held that is known to have ended is free at once, leases too") {
  for_each_database([](db::Database& database) {
    const Millis now = database.clock().now();
    enqueue(database, {.kind = "mail"});
    database.write([&](db::Tx& tx) {
      db::say_alive(tx, "first", now);
      REQUIRE(db::take_lease(tx, "router", "first", now, kMinute));
    });
    REQUIRE(claim(database, "first/0"));
    database.write([&](db::Tx& tx) {
      db::say_alive(tx, "second", now);
      CHECK_FALSE(db::take_lease(tx, "router", "second", now, kMinute));
      CHECK(db::release_lost_jobs(tx, "mail", "second", now, kPolicy) == 0);
      db::say_ended(tx, "first", now);
      db::drop_leases(tx, "first");
      CHECK(db::release_lost_jobs(tx, "mail", "second", now, kPolicy) == 1);
      CHECK(db::take_lease(tx, "router", "second", now, kMinute));
    });
  });
}

TEST_CASE("the next job is found by an index, however long the queue is") {
  for_each_database([](db::Database& database) {
    if (database.backend() != db::Backend::sqlite) return;  // PostgreSQL plans by what the table holds
    database.read([](db::Tx& tx) {
      for (const db::Row& row : tx.query(
               "explain query plan select id from job where kind = $1 and state = 'waiting' and run_at <= $2 "
               "order by priority desc, run_at, id limit 1",
               {"mail", Millis{1}}))
        CHECK(row.text(3).find("TEMP B-TREE") == std::string::npos);
    });
  });
}

TEST_CASE("an idle holder gives back what an unsure claim left it") {
  for_each_database([](db::Database& database) {
    enqueue(database, {.kind = "mail"});
    REQUIRE(claim(database, "node/0"));
    database.write([&](db::Tx& tx) {
      db::release_held_jobs(tx, "mail", "node/1", database.clock().now());
      CHECK_FALSE(db::has_ready_job(tx, "mail", database.clock().now()));
      db::release_held_jobs(tx, "mail", "node/0", database.clock().now());
      CHECK(db::has_ready_job(tx, "mail", database.clock().now()));
    });
  });
}

TEST_CASE("a job whose key was queued anew while it failed does not come twice") {
  for_each_database([](db::Database& database) {
    enqueue(database, {.kind = "mail", .key = "k"});
    const auto job = claim(database);
    enqueue(database, {.kind = "mail", .payload = "new", .key = "k"});
    put_back(database, *job, 0);
    CHECK(claim(database)->payload == "new");
    CHECK_FALSE(claim(database));
  });
}

TEST_CASE("the delay doubles up to its limit, and jitter adds at most a fifth") {
  CHECK(db::delay_after(kPolicy, 1, 0) == 1'000);
  CHECK(db::delay_after(kPolicy, 2, 0) == 2'000);
  CHECK(db::delay_after(kPolicy, 3, 0) == 4'000);
  CHECK(db::delay_after(kPolicy, 4, 0) == 5'000);
  CHECK(db::delay_after(kPolicy, 1'000'000, 1) == 6'000);
}

TEST_CASE("many workers: every job runs once, failures come again, stop lets the running end") {
  for_each_database([](db::Database& database) {
    constexpr int kJobs = 120;
    std::mutex guard;
    std::multiset<std::string> done;
    std::set<std::string> failed_once;
    {
      db::JobRunner runner(database);
      runner.handle("mail", {.workers = 4, .first_delay = 1}, [&](const db::Job& job) {
        const std::lock_guard lock(guard);
        if (job.payload.ends_with("7") && failed_once.insert(job.payload).second) {
          throw Error(ErrorKind::unavailable, "mail.refused");
        }
        done.insert(job.payload);
      });
      runner.start();
      for (int n = 0; n < kJobs; ++n) enqueue(database, {.kind = "mail", .payload = std::to_string(n)});
      for (int n = 0; n < 2'000; ++n) {
        {
          const std::lock_guard lock(guard);
          if (done.size() >= kJobs) break;
        }
        std::this_thread::sleep_for(std::chrono::milliseconds(5));
      }
      runner.stop();
    }
    CHECK(done.size() == kJobs);
    CHECK(std::set(done.begin(), done.end()).size() == kJobs);
    CHECK(failed_once.size() == kJobs / 10);
    database.read([](db::Tx& tx) { CHECK(tx.one("select count(*) from job")->i64(0) == 0); });
  });
}
