#include "db/feed.hpp"

#include <exception>
#include <optional>
#include <thread>

#include "base/log.hpp"
#include "base/metrics.hpp"
#include "db/event_store.hpp"
#include "db/lease.hpp"
#include "db/wake_signal.hpp"

namespace aproape::db {
namespace {

constexpr std::string_view kLease = "sequencer";
constexpr Millis kLeaseLength = 5 * kSecond;  // how long other nodes wait for a lost sequencer
constexpr Millis kPoll = 250;                 // finds what another process wrote
constexpr Millis kRetry = kSecond;            // after an error
constexpr Millis kKept = 48 * kHour;          // twice the life of a cursor
constexpr Millis kPruneEvery = 10 * kMinute;
constexpr int kBatch = 500;

}  // namespace

struct Feed::State {
  State(Database& db, std::string name) : database(db), node(std::move(name)) {}

  Database& database;
  std::string node;
  std::vector<Subscriber> subscribers;
  WakeSignal signal;
  Database::Subscription subscription;
  std::optional<std::int64_t> delivered;  // unknown until the database answered once
  Millis pruned_at = 0;
  std::thread thread;

  void loop() {
    Millis pause = 0;
    while (pause == 0 ? !signal.stopped() : signal.wait(pause)) {
      try {
        if (!delivered) delivered = database.read([](Tx& tx) { return last_sequence(tx); });
        number();
        pause = deliver() ? 0 : kPoll;
        prune();
      } catch (const std::exception& error) {
        log::warning("db.feed_failed", {{"error", error.what()}});
        pause = kRetry;
      }
    }
  }

  // Asks before it writes, so that a quiet node writes nothing and a second node does not fight for the
  // lease.
  void number() {
    const Millis now = database.clock().now();
    const bool needed = database.read(
        [&](Tx& tx) { return has_unnumbered_events(tx) && lease_is_free(tx, kLease, node, now); });
    if (!needed) return;
    database.write([&](Tx& tx) {
      if (take_lease(tx, kLease, node, now, kLeaseLength)) number_events(tx, kBatch);
    });
  }

  // True where there may be more at once.
  bool deliver() {
    const auto events = database.read([&](Tx& tx) { return events_after(tx, *delivered, kBatch); });
    for (const SequencedEvent& event : events) {
      for (const Subscriber& subscriber : subscribers) call(subscriber, event);
      delivered = event.seq;
    }
    return !events.empty();
  }

  static void call(const Subscriber& subscriber, const SequencedEvent& event) {
    try {
      subscriber(event);
    } catch (const std::exception& error) {
      log::error("db.feed_subscriber_threw", {{"seq", event.seq}, {"error", error.what()}});
    }
  }

  void prune() {
    const Millis now = database.clock().monotonic();
    if (pruned_at != 0 && now - pruned_at < kPruneEvery) return;
    pruned_at = now;
    const Millis before = database.clock().now() - kKept;
    while (!signal.stopped()) {
      const bool any = database.read([&](Tx& tx) {
        return tx.one("select 1 from event where at < $1 and seq is not null limit 1", {before}).has_value();
      });
      if (!any) return;
      database.write([&](Tx& tx) { prune_events(tx, before, 10 * kBatch); });
    }
  }
};

Feed::Feed(Database& database, std::string node)
    : state_(std::make_unique<State>(database, std::move(node))) {}

Feed::~Feed() {
  stop();
}

void Feed::subscribe(Subscriber subscriber) {
  state_->subscribers.push_back(std::move(subscriber));
}

void Feed::start() {
  state_->subscription =
      state_->database.on_commit(std::string(kEventTopic), [state = state_.get()] { state->signal.wake(); });
  try {
    // Known before start() returns, so that whatever commits afterwards reaches the subscribers.
    state_->delivered = state_->database.read([](Tx& tx) { return last_sequence(tx); });
  } catch (const std::exception& error) {
    log::warning("db.feed_failed", {{"error", error.what()}});
  }
  state_->thread = std::thread([state = state_.get()] { state->loop(); });
}

void Feed::stop() {
  state_->subscription.reset();
  state_->signal.stop();
  if (state_->thread.joinable()) state_->thread.join();
}

}  // namespace aproape::db
