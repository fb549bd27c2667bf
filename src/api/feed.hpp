#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "api/feed_audience.hpp"
#include "api/feed_presence.hpp"
#include "base/json.hpp"
#include "db/database.hpp"
#include "db/feed.hpp"
#include "domain/access/scope.hpp"
#include "http/router.hpp"

namespace aproape::api {

// What the feed asks of the rest; all may block, all are called from several threads.
struct FeedSources {
  std::function<access::Scope(AccountId)> scope;
  // Whether the account may still work and its session (empty for a bearer token) still runs, without
  // extending it.
  std::function<bool(AccountId, const std::string& session)> live;
  CaseUnits case_units;
  std::function<std::string(AccountId)> name;
  // The counts of the views for these eyes: {"mine":12,…}. Empty function: no counts.
  std::function<json::Object(const access::Scope&)> counts;
};

// The WebSocket /api/v1/feed (docs/api.md): numbered events from a cursor on, presence, counts, pings.
// Whether an event may be heard is worked out once for each distinct set of rights, so 500 desks cost little
// more than one. A listener whose session ended or whose rights changed is closed within 5 s (4401, 4403) and
// comes back with its new rights.
class Feed {
 public:
  Feed(db::Database& database, FeedSources sources);
  ~Feed();  // as stop()
  Feed(const Feed&) = delete;
  Feed& operator=(const Feed&) = delete;

  // Subscribes to the node's events; before feed.start().
  void attach(db::Feed& feed);
  void add_routes(http::Router& router);
  void start();
  void stop();

  // Who looks at a case now on this node: [{"id","name","typing"}].
  [[nodiscard]] json::Array viewers(CaseId id) const;
  // Hands one numbered event to all who may hear of it; called by the subscription, in order.
  void deliver(const db::SequencedEvent& event);
  // One round of what happens by the clock: typing that ended, pings, listeners whose rights are gone,
  // counts.
  void tick();

 private:
  class Session;
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aproape::api
