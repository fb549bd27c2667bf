#include "db/event_store.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <condition_variable>
#include <mutex>
#include <set>
#include <thread>

#include "base/error.hpp"
#include "db/lease.hpp"
#include "db/testing/database.hpp"

using namespace aproape;
using db::testing::for_each_database;

namespace {

// Collects what a feed hands out.
class Collector {
 public:
  void operator()(const db::SequencedEvent& event) {
    const std::lock_guard lock(guard_);
    seen_.push_back(event);
    arrived_.notify_all();
  }
  std::vector<db::SequencedEvent> wait_for(std::size_t count) {
    std::unique_lock lock(guard_);
    arrived_.wait_for(lock, std::chrono::seconds(20), [&] { return seen_.size() >= count; });
    return seen_;
  }

 private:
  std::mutex guard_;
  std::condition_variable arrived_;
  std::vector<db::SequencedEvent> seen_;
};

void publish(db::Database& database, std::int64_t subject) {
  database.write(
      [&](db::Tx& tx) { tx.publish({.type = "case.updated", .subject = "case", .subject_id = subject}); });
}

void number_all(db::Database& database) {
  while (database.write([](db::Tx& tx) { return db::number_events(tx, 3); }) > 0) {
  }
}

}  // namespace

TEST_CASE("eight writers: every node's feed gets each event once, numbered without holes, in order") {
  for_each_database([](db::Database& database) {
    constexpr int kThreads = 8;
    constexpr int kEach = 40;
    Collector first;
    Collector second;
    db::Feed one(database, "node-1");
    db::Feed two(database, "node-2");
    one.subscribe([&](const db::SequencedEvent& event) { first(event); });
    two.subscribe([&](const db::SequencedEvent& event) { second(event); });
    one.start();
    two.start();
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&, t] {
        for (int n = 0; n < kEach; ++n) {
          publish(database, t * 1000 + n);
          try {
            database.write([](db::Tx& tx) {
              tx.publish({.type = "case.lost", .subject = "case", .subject_id = 1});
              throw Error(ErrorKind::invalid, "test.refused");
            });
          } catch (const Error&) {
          }
        }
      });
    }
    for (auto& thread : threads) thread.join();
    for (Collector* collector : {&first, &second}) {
      const auto events = collector->wait_for(kThreads * kEach);
      REQUIRE(events.size() == kThreads * kEach);
      std::set<std::int64_t> subjects;
      for (std::size_t n = 0; n < events.size(); ++n) {
        CHECK(events[n].seq == static_cast<std::int64_t>(n) + 1);
        CHECK(events[n].event.type == "case.updated");
        subjects.insert(events[n].event.subject_id);
      }
      CHECK(subjects.size() == kThreads * kEach);
    }
    one.stop();
    two.stop();
  });
}

TEST_CASE("a cursor resumes where it stood, and only while everything after it is kept") {
  ManualClock clock(1'800'000'000'000);
  for_each_database(
      [&](db::Database& database) {
        const Millis began = clock.now();
        for (int n = 1; n <= 10; ++n) publish(database, n);
        number_all(database);
        clock.advance(30 * kHour);
        for (int n = 11; n <= 12; ++n) publish(database, n);
        number_all(database);
        database.read([&](db::Tx& tx) {
          CHECK(db::last_sequence(tx) == 12);
          const auto rest = db::events_after(tx, 9, 2);
          REQUIRE(rest.size() == 2);
          CHECK(rest[0].seq == 10);
          CHECK(rest[0].event.subject_id == 10);
          CHECK(rest[0].at == began);
          CHECK(rest[1].at == clock.now());
          CHECK_FALSE(db::cursor_is_live(tx, 9, clock.now()));
          CHECK(db::cursor_is_live(tx, 10, clock.now()));
          CHECK(db::cursor_is_live(tx, 12, clock.now() + 100 * kDay));
          CHECK_FALSE(db::cursor_is_live(tx, 13, clock.now()));
        });
        database.write([&](db::Tx& tx) { CHECK(db::prune_events(tx, clock.now() + kHour, 100) == 12); });
        database.read([&](db::Tx& tx) { CHECK(db::last_sequence(tx) == 12); });
        publish(database, 13);
        number_all(database);
        database.read([&](db::Tx& tx) { CHECK(db::events_after(tx, 0, 10).at(0).seq == 13); });
      },
      clock);
}

TEST_CASE("a lease is one holder's until it runs out, then another takes over") {
  ManualClock clock(1'800'000'000'000);
  for_each_database(
      [&](db::Database& database) {
        const auto take = [&](std::string_view holder) {
          return database.write(
              [&](db::Tx& tx) { return db::take_lease(tx, "timers", holder, clock.now(), 5'000); });
        };
        const auto is_free = [&](std::string_view holder) {
          return database.read(
              [&](db::Tx& tx) { return db::lease_is_free(tx, "timers", holder, clock.now()); });
        };
        CHECK(take("a"));
        CHECK_FALSE(take("b"));
        CHECK_FALSE(is_free("b"));
        clock.advance(4'000);
        CHECK(take("a"));  // renewed
        clock.advance(4'000);
        CHECK_FALSE(take("b"));
        clock.advance(1'000);
        CHECK(is_free("b"));
        CHECK(take("b"));
        CHECK_FALSE(take("a"));
        database.write([](db::Tx& tx) { db::drop_lease(tx, "timers", "a"); });  // not his to drop
        CHECK_FALSE(take("a"));
        database.write([](db::Tx& tx) { db::drop_lease(tx, "timers", "b"); });
        CHECK(take("a"));
      },
      clock);
}
