#include "api/feed.hpp"

#include <algorithm>
#include <condition_variable>
#include <map>
#include <mutex>
#include <set>
#include <thread>
#include <unordered_map>
#include <utility>

#include "api/feed_client.hpp"
#include "api/feed_cursor.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "base/metrics.hpp"
#include "http/rate_limit.hpp"

namespace aproape::api {
namespace {

constexpr Millis kPing = 20 * kSecond;
constexpr Millis kCheck = 2 * kSecond;        // between two looks at whether listeners may go on
constexpr int kPage = 100;                    // events read at once in a replay; fewer than half a queue
constexpr std::int64_t kMostReplayed = 5000;  // further behind, fetching anew is cheaper
constexpr double kMessagesPerSecond = 5;
constexpr double kMessageBurst = 20;

enum CloseCode { kPolicy = 1008, kSlow = 1013, kSessionOver = 4401, kRightsChanged = 4403 };

std::string message(json::Object body) {
  return json::write(std::move(body));
}

}  // namespace

struct Feed::State {
  State(db::Database& database_, FeedSources sources_) : database(database_), sources(std::move(sources_)) {}

  using Clients = std::vector<std::shared_ptr<FeedClient>>;
  [[nodiscard]] Clients all() const;
  void enter(const std::shared_ptr<FeedClient>& client);
  void leave(const std::shared_ptr<FeedClient>& client);
  // Sends what the client missed, then makes it live.
  void catch_up(FeedClient& client, const std::optional<std::string>& cursor);
  [[nodiscard]] bool may_see(const access::Scope& scope, CaseId id) const;
  [[nodiscard]] json::Array viewers(CaseId id) const;
  void tell_presence(const std::vector<CaseId>& cases);
  void check_rights();
  void send_counts();

  db::Database& database;
  FeedSources sources;
  FeedPresence presence;

  mutable std::mutex guard;
  std::map<std::string, Clients> audiences;   // by audience_key
  std::set<const FeedClient*> count_changed;  // heard of something since their last counts
  Millis pinged = 0;
  Millis checked = 0;

  std::condition_variable wake;
  bool stopping = false;
  std::thread thread;
};

// The connection's side: what the client says.
class Feed::Session final : public net::WebSocketSession {
 public:
  Session(State& state, std::shared_ptr<FeedClient> client, std::optional<std::string> cursor)
      : state_(state),
        client_(std::move(client)),
        cursor_(std::move(cursor)),
        limiter_(kMessagesPerSecond, kMessageBurst, state.database.clock()) {}

  void opened(std::shared_ptr<net::WebSocket> socket) override {
    client_->attach(std::move(socket));
    state_.enter(client_);  // before the replay, so that nothing falls between
    state_.catch_up(*client_, cursor_);
  }

  void received(std::string_view text) override {
    if (limiter_.take("") > 0) return client_->close(kPolicy, "slow down");
    try {
      take(json::parse(text));
    } catch (const Error&) {
      client_->close(kPolicy, "malformed");
    }
  }

  void closed() noexcept override {
    client_->detach();
    state_.leave(client_);
  }

 private:
  void take(const json::Value& said) {
    const auto type = said.get_string("type");
    const auto id = parse<CaseId>(said.get_string("case")).value_or(CaseId{});
    const auto account = AccountId{client_->principal().account};
    if (type == "viewing") {
      // What may not be seen is not looked at, and nobody learns whether it exists.
      const bool seen = !id.empty() && state_.may_see(client_->scope(), id);
      state_.tell_presence(state_.presence.view(client_.get(), account, seen ? id : CaseId{}));
    } else if (type == "typing") {
      const auto news = state_.presence.type(client_.get(), id, state_.database.clock().monotonic());
      if (!news.empty()) state_.tell_presence({news});
    } else {
      client_->close(kPolicy, "unknown message");
    }
  }

  State& state_;
  std::shared_ptr<FeedClient> client_;
  std::optional<std::string> cursor_;
  http::RateLimiter limiter_;
};

Feed::State::Clients Feed::State::all() const {
  const std::lock_guard lock(guard);
  Clients out;
  for (const auto& [key, clients] : audiences) out.insert(out.end(), clients.begin(), clients.end());
  return out;
}

void Feed::State::enter(const std::shared_ptr<FeedClient>& client) {
  const std::lock_guard lock(guard);
  audiences[client->audience()].push_back(client);
  count_changed.insert(client.get());
}

void Feed::State::leave(const std::shared_ptr<FeedClient>& client) {
  {
    const std::lock_guard lock(guard);
    const auto found = audiences.find(client->audience());
    if (found != audiences.end()) std::erase(found->second, client);
    if (found != audiences.end() && found->second.empty()) audiences.erase(found);
    count_changed.erase(client.get());
  }
  tell_presence(presence.view(client.get(), AccountId{client->principal().account}, {}));
}

void Feed::State::catch_up(FeedClient& client, const std::optional<std::string>& cursor) {
  const auto asked = cursor ? read_feed_cursor(*cursor) : std::nullopt;
  const auto now = database.clock().now();
  const auto [last, live] = database.read([&](db::Tx& tx) {
    const auto newest = db::last_sequence(tx);
    const bool fresh =
        asked && *asked <= newest && newest - *asked <= kMostReplayed && db::cursor_is_live(tx, *asked, now);
    return std::pair{newest, fresh};
  });
  auto at = live ? *asked : last;
  client.send(message({{"type", "hello"}, {"cursor", feed_cursor(at)}}));
  if (cursor && !live) client.send(message({{"type", "resync"}}));
  // To the very end, so that few live items wait beside the replay.
  while (live) {
    if (!client.keeps_up()) return client.close(kSlow, "slow");
    const auto events = database.read([&](db::Tx& tx) { return db::events_after(tx, at, kPage); });
    if (events.empty()) break;
    for (const auto& event : events) {
      at = event.seq;
      const auto item = prepare_item(event.seq, event.at, event.event, sources.case_units);
      if (may_hear(client.scope(), item)) client.replay(item);
    }
  }
  client.caught_up(at);
}

bool Feed::State::may_see(const access::Scope& scope, CaseId id) const {
  if (!scope.may("case.read")) return false;
  const auto units = sources.case_units(id);
  return !units.empty() &&
         std::any_of(units.begin(), units.end(), [&](UnitId unit) { return scope.covers(unit); });
}

json::Array Feed::State::viewers(CaseId id) const {
  json::Array list;
  for (const auto& viewer : presence.viewers(id, database.clock().monotonic())) {
    list.emplace_back(json::Object{
        {"id", viewer.account.str()}, {"name", sources.name(viewer.account)}, {"typing", viewer.typing}});
  }
  return list;
}

// To those who look at the case: each of them was found to see it.
void Feed::State::tell_presence(const std::vector<CaseId>& cases) {
  for (const auto id : cases) {
    const auto text = message({{"type", "presence"}, {"case", id.str()}, {"viewers", viewers(id)}});
    const auto connections = presence.connections(id);
    for (const auto& client : all()) {
      if (std::find(connections.begin(), connections.end(), client.get()) != connections.end())
        client->send(text);
    }
  }
}

void Feed::State::check_rights() {
  std::unordered_map<std::int64_t, std::string> present;  // audience by account, asked once a round
  for (const auto& client : all()) {
    const auto& principal = client->principal();
    const AccountId account{principal.account};
    if (!sources.live(account, principal.session)) {
      client->close(kSessionOver, "session over");
      continue;
    }
    const auto [entry, fresh] = present.try_emplace(account.value);
    if (fresh) entry->second = audience_key(sources.scope(account));
    if (entry->second != client->audience()) client->close(kRightsChanged, "rights changed");
  }
}

void Feed::State::send_counts() {
  std::set<const FeedClient*> changed;
  {
    const std::lock_guard lock(guard);
    changed.swap(count_changed);
  }
  if (!sources.counts || changed.empty()) return;
  std::unordered_map<std::int64_t, std::string> texts;  // several pages of one account get the same
  for (const auto& client : all()) {
    if (!changed.contains(client.get())) continue;
    const auto [entry, fresh] = texts.try_emplace(client->principal().account);
    if (fresh) entry->second = message({{"type", "counts"}, {"views", sources.counts(client->scope())}});
    client->send(entry->second);
  }
}

Feed::Feed(db::Database& database, FeedSources sources)
    : state_(std::make_unique<State>(database, std::move(sources))) {}

Feed::~Feed() {
  stop();
}

void Feed::attach(db::Feed& feed) {
  feed.subscribe([this](const db::SequencedEvent& event) { deliver(event); });
}

void Feed::add_routes(http::Router& router) {
  router.add_websocket("/api/v1/feed", http::Policy::signed_in(),
                       [this](const http::Request& request, http::Context& context) {
                         const auto scope = state_->sources.scope(AccountId{context.who().account});
                         auto client = std::make_shared<FeedClient>(context.who(), scope);
                         return std::make_unique<Session>(*state_, std::move(client),
                                                          request.query("cursor"));
                       });
}

void Feed::deliver(const db::SequencedEvent& event) {
  const auto item = std::make_shared<const FeedItem>(
      prepare_item(event.seq, event.at, event.event, state_->sources.case_units));
  std::vector<State::Clients> hearing;
  {
    const std::lock_guard lock(state_->guard);
    for (const auto& [key, clients] : state_->audiences) {
      // An account's own events differ within an audience; all others are the same for all of it.
      if (item->account == 0 && !may_hear(clients.front()->scope(), *item)) continue;
      hearing.push_back(clients);
      for (const auto& client : clients) state_->count_changed.insert(client.get());
    }
  }
  for (const auto& clients : hearing) {
    for (const auto& client : clients) {
      if (item->account == 0 || may_hear(client->scope(), *item)) client->live(item);
    }
  }
}

void Feed::tick() {
  const auto now = state_->database.clock().monotonic();
  state_->tell_presence(state_->presence.expire(now));
  if (now - state_->checked >= kCheck) {
    state_->checked = now;
    state_->check_rights();
  }
  if (now - state_->pinged >= kPing) {
    state_->pinged = now;
    const auto clients = state_->all();
    for (const auto& client : clients) client->send("{\"type\":\"ping\"}");
    metrics::set("aproape_feed_listeners", static_cast<double>(clients.size()));
  }
  state_->send_counts();
}

void Feed::start() {
  state_->thread = std::thread([this] {
    std::unique_lock lock(state_->guard);
    while (!state_->wake.wait_for(lock, std::chrono::seconds(1), [this] { return state_->stopping; })) {
      lock.unlock();
      try {
        tick();
      } catch (const std::exception& error) {
        log::error("feed.tick_failed", {{"error", error.what()}});
      }
      lock.lock();
    }
  });
}

void Feed::stop() {
  {
    const std::lock_guard lock(state_->guard);
    state_->stopping = true;
  }
  state_->wake.notify_all();
  if (state_->thread.joinable()) state_->thread.join();
}

json::Array Feed::viewers(CaseId id) const {
  return state_->viewers(id);
}

}  // namespace aproape::api
