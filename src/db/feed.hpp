#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "db/database.hpp"

namespace aproape::db {

// An event with its place in the one order that all nodes see.
struct SequencedEvent {
  std::int64_t seq = 0;  // 1, 2, 3 … without holes
  Millis at = 0;
  Event event;
};

// Reads events after `seq`, oldest first, at most `limit`.
[[nodiscard]] std::vector<SequencedEvent> events_after(Tx& tx, std::int64_t seq, int limit);
// Number of the newest event; 0 where there is none. Read it in the snapshot whose cursor it becomes.
[[nodiscard]] std::int64_t last_sequence(Tx& tx);
// True where everything after `seq` is still kept (24 h); otherwise the client must fetch anew ("resync").
[[nodiscard]] bool cursor_is_live(Tx& tx, std::int64_t seq, Millis now);

// Numbers committed events (one node at a time, by lease) and hands every numbered event, in order, to this
// node's subscribers on the feed's own thread. Subscribers keep their own cursor where they must not miss
// anything.
class Feed {
 public:
  using Subscriber = std::function<void(const SequencedEvent&)>;
  Feed(Database& database, std::string node);
  ~Feed();
  Feed(const Feed&) = delete;
  Feed& operator=(const Feed&) = delete;

  void subscribe(Subscriber subscriber);  // before start()
  void start();
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aproape::db
