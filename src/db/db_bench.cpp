// Rates of the database layer: group commit by number of clients, point reads; delay of the event feed.
//   db_bench [URL]     a fresh SQLite file where no URL is given
#include <algorithm>
#include <chrono>
#include <cstdio>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

#include "db/event_store.hpp"
#include "db/migrate.hpp"
#include "db/testing/database.hpp"

using namespace aproape;

namespace {

constexpr auto kDuration = std::chrono::seconds(2);
using SteadyClock = std::chrono::steady_clock;

// Calls `action` on `clients` threads for kDuration; gives calls a second.
template <class Action>
double rate(int clients, Action action) {
  const auto end = SteadyClock::now() + kDuration;
  std::vector<std::int64_t> counts(static_cast<std::size_t>(clients));
  std::vector<std::thread> threads;
  for (auto& count : counts) {
    threads.emplace_back([&] {
      for (; SteadyClock::now() < end; ++count) action();
    });
  }
  std::int64_t total = 0;
  for (std::size_t n = 0; n < threads.size(); ++n) {
    threads[n].join();
    total += counts[n];
  }
  return static_cast<double>(total) / std::chrono::duration<double>(kDuration).count();
}

// Milliseconds from the start of a write to its event in a subscriber's hands, sorted; 50 events a second.
std::vector<double> feed_delays(db::Database& database) {
  constexpr int kEvents = 200;
  std::vector<SteadyClock::time_point> sent(kEvents);
  std::vector<double> delays;
  std::mutex guard;
  db::Feed feed(database, "bench");
  feed.subscribe([&](const db::SequencedEvent& event) {
    if (event.event.type != "delay") return;
    const std::lock_guard lock(guard);
    const auto delay = SteadyClock::now() - sent[static_cast<std::size_t>(event.event.subject_id)];
    delays.push_back(std::chrono::duration<double, std::milli>(delay).count());
  });
  while (database.write([](db::Tx& tx) { return db::number_events(tx, 10'000); }) > 0) {
  }
  feed.start();
  for (int n = 0; n < kEvents; ++n) {
    sent[static_cast<std::size_t>(n)] = SteadyClock::now();
    database.write([&](db::Tx& tx) { tx.publish({.type = "delay", .subject = "case", .subject_id = n}); });
    std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  std::this_thread::sleep_for(std::chrono::seconds(1));
  feed.stop();
  std::sort(delays.begin(), delays.end());
  return delays;
}

}  // namespace

int main(int argc, char** argv) {
  const db::testing::TempDir dir;
  const std::string url = argc > 1 ? argv[1] : "sqlite:" + (dir.path() / "bench.db").string();
  const auto database = db::Database::open({.url = url, .readers = 16});
  db::migrate(*database);
  for (const int clients : {1, 8, 32, 64}) {
    const double writes = rate(clients, [&] {
      database->write([](db::Tx& tx) { tx.publish({.type = "bench", .subject = "case", .subject_id = 1}); });
    });
    std::printf("durable writes, %2d clients: %8.0f /s\n", clients, writes);
  }
  for (const int clients : {1, 4}) {
    const double reads = rate(clients, [&] {
      database->read(
          [](db::Tx& tx) { return tx.one("select name from schema_migration where version = $1", {1}); });
    });
    std::printf("point reads,    %2d clients: %8.0f /s\n", clients, reads);
  }
  const auto delays = feed_delays(*database);
  std::printf("event to subscriber: median %.1f ms, p99 %.1f ms\n", delays[delays.size() / 2],
              delays[delays.size() * 99 / 100]);
  return 0;
}
