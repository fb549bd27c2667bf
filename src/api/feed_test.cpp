#include "api/feed.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <algorithm>
#include <filesystem>
#include <map>
#include <memory>

#include "api/feed_cursor.hpp"
#include "base/error.hpp"
#include "db/event_store.hpp"
#include "db/migrate.hpp"

using namespace aproape;
using api::Feed;

namespace {

// Keeps what the server says.
struct Socket final : net::WebSocket {
  void send(std::string text) override {
    texts.push_back(json::parse(text));
    most_queued = std::max(most_queued, ++queued);
  }
  bool wait_for_room(Millis) override {
    queued = 0;  // it has read
    return reads;
  }
  void close(int code, std::string) override { closed = code; }
  [[nodiscard]] std::vector<json::Value> of(std::string_view type) const {
    std::vector<json::Value> out;
    for (const auto& text : texts) {
      if (text.get_string("type") == type) out.push_back(text);
    }
    return out;
  }
  std::vector<json::Value> texts;
  int closed = 0;
  int queued = 0;
  int most_queued = 0;
  bool reads = true;
};

bool someone_types(const Socket& socket) {
  const auto last = socket.of("presence").back();
  const auto& viewers = last["viewers"].as_array();
  return std::any_of(viewers.begin(), viewers.end(),
                     [](const json::Value& v) { return v.get_bool("typing"); });
}

constexpr UnitId kRome{1};
constexpr UnitId kParis{2};
constexpr UnitId kMilan{3};

struct World {
  World() {
    std::filesystem::create_directories(folder);
    database =
        db::Database::open({.url = "sqlite:" + (folder / "feed.db").string(), .readers = 2, .clock = &clock});
    db::migrate(*database);
    api::FeedSources sources;
    sources.scope = [this](AccountId account) { return scopes.at(account.value); };
    sources.live = [this](AccountId, const std::string& session) { return session != ended; };
    sources.case_units = [this](CaseId id) {
      ++asked;
      const auto found = cases.find(id.value);
      return found == cases.end() ? std::vector<UnitId>{} : found->second;
    };
    sources.name = [](AccountId account) { return "account " + account.str(); };
    sources.counts = [](const access::Scope& scope) {
      return json::Object{{"unit", scope.network() ? 9 : 1}};
    };
    feed = std::make_unique<Feed>(*database, std::move(sources));
    feed->add_routes(router);
    staff(10, false, {kRome});
    staff(20, false, {kParis});
    staff(30, true, {});
    scopes.emplace(
        40, access::Scope::staff(AccountId{40}, true, {}, {"settings.read"}));  // administrator: no cases
  }
  ~World() { std::filesystem::remove_all(folder); }

  void staff(std::int64_t account, bool network, std::vector<UnitId> units) {
    scopes.insert_or_assign(
        account, access::Scope::staff(AccountId{account}, network, std::move(units), {"case.read"}));
  }

  struct Listener {
    std::unique_ptr<net::WebSocketSession> session;
    std::shared_ptr<Socket> socket = std::make_shared<Socket>();
  };
  Listener listen(std::int64_t account, const std::string& query = "", bool reads = true) {
    const std::string path = "/api/v1/feed";
    http::Request request(net::Exchange{.method = "GET", .target = path + query}, http::Method::get);
    http::Context context;
    context.principal = http::Principal{.account = account, .session = "s" + std::to_string(account)};
    Listener listener;
    listener.socket->reads = reads;
    listener.session = (*router.match(http::Method::get, path, true, false).upgrade)(request, context);
    listener.session->opened(listener.socket);
    return listener;
  }
  void happen(std::int64_t seq, const db::Event& event) { feed->deliver({seq, clock.now(), event}); }

  std::filesystem::path folder =
      std::filesystem::temp_directory_path() / ("aproape_feed_" + std::to_string(::getpid()));
  ManualClock clock{1'800'000'000'000};
  std::unique_ptr<db::Database> database;
  std::map<std::int64_t, access::Scope> scopes;
  std::map<std::int64_t, std::vector<UnitId>> cases{{100, {kRome}}, {200, {kParis, kRome}}};
  std::string ended = "none";
  int asked = 0;
  std::unique_ptr<Feed> feed;
  http::Router router;
};

}  // namespace

TEST_CASE("each hears only of what it may see, numbered for it alone") {
  World world;
  auto rome = world.listen(10);
  auto paris = world.listen(20);
  auto central = world.listen(30);
  auto administrator = world.listen(40);
  world.happen(1, {"case.created", "case", 100, kRome.value});
  world.happen(2, {"case.updated", "case", 200, kParis.value, 20, R"({"fields":["status"],"version":7})"});
  world.happen(3, {"case.updated", "case", 999, 0});
  CHECK(rome.socket->of("event").size() == 2);  // its own, and the one shared with it
  REQUIRE(paris.socket->of("event").size() == 1);
  const auto heard = paris.socket->of("event").front();
  CHECK(heard["n"].as_int() == 1);  // the first was not counted
  CHECK(heard["cursor"].as_string() == api::feed_cursor(2));
  CHECK(heard["event"]["case"].as_string() == "200");
  CHECK(heard["event"]["version"].as_int() == 7);
  CHECK(heard["event"]["actor"].as_string() == "20");
  CHECK(central.socket->of("event").size() == 3);
  CHECK(administrator.socket->of("event").empty());
}

TEST_CASE("visibility is worked out once an event, however many listen") {
  World world;
  std::vector<World::Listener> many;
  for (int i = 0; i < 50; ++i) many.push_back(world.listen(10));
  world.asked = 0;
  world.happen(1, {"case.created", "case", 100, kRome.value});
  CHECK(world.asked == 1);
  CHECK(many.back().socket->of("event").size() == 1);
}

TEST_CASE("an account's events reach itself") {
  World world;
  auto rome = world.listen(10);
  auto paris = world.listen(20);
  world.happen(1, {"account.changed", "account", 10});
  CHECK(rome.socket->of("event").size() == 1);
  CHECK(paris.socket->of("event").empty());
}

TEST_CASE("a cursor that is not ours or from the future answers resync, none does not") {
  World world;
  CHECK(world.listen(10).socket->of("resync").empty());
  CHECK(world.listen(10, "?cursor=nonsense").socket->of("resync").size() == 1);
  CHECK(world.listen(10, "?cursor=" + api::feed_cursor(12345)).socket->of("resync").size() == 1);
}

TEST_CASE("a long replay waits for its reader, and ends where nobody reads") {
  World world;
  world.database->write([](db::Tx& tx) {
    for (int i = 0; i < 1500; ++i) tx.publish({"case.changed", "case", 100, 1, 0, "{}"});
  });
  while (world.database->write([](db::Tx& tx) { return db::number_events(tx, 500); }) > 0) {
  }
  const auto reader = world.listen(10, "?cursor=" + api::feed_cursor(1));
  CHECK(reader.socket->of("event").size() == 1499);
  CHECK(reader.socket->of("event").back()["n"].as_int() == 1499);
  CHECK(reader.socket->most_queued < 256);  // what the queue of a socket holds
  const auto sleeper = world.listen(10, "?cursor=" + api::feed_cursor(1), false);
  CHECK(sleeper.socket->closed == 1013);
}

TEST_CASE("viewers are told to those who look at the case and may see it") {
  World world;
  auto rome = world.listen(10);
  auto paris = world.listen(20);
  auto central = world.listen(30);
  rome.session->received(R"({"type":"viewing","case":"100"})");
  paris.session->received(R"({"type":"viewing","case":"100"})");  // not theirs: as if they had said nothing
  central.session->received(R"({"type":"viewing","case":"100"})");
  CHECK(paris.socket->of("presence").empty());
  REQUIRE(rome.socket->of("presence").size() == 2);
  CHECK(rome.socket->of("presence").back()["viewers"].as_array().size() == 2);
  central.session->received(R"({"type":"typing","case":"100"})");
  CHECK(someone_types(*rome.socket));
  world.clock.advance(7 * kSecond);
  world.feed->tick();
  CHECK_FALSE(someone_types(*rome.socket));
  central.session->closed();
  CHECK(world.feed->viewers(CaseId{100}).size() == 1);
}

TEST_CASE("an ended session and changed rights close the socket at the next look") {
  World world;
  auto rome = world.listen(10);
  auto paris = world.listen(20);
  auto central = world.listen(30);
  world.ended = "s20";
  world.staff(10, false, {kRome, kMilan});
  world.clock.advance(3 * kSecond);
  world.feed->tick();
  CHECK(paris.socket->closed == 4401);
  CHECK(rome.socket->closed == 4403);
  CHECK(central.socket->closed == 0);
}

TEST_CASE("counts come after something was heard, at most once a round; pings every 20 s") {
  World world;
  auto central = world.listen(30);
  world.feed->tick();
  CHECK(central.socket->of("counts").size() == 1);
  world.feed->tick();
  CHECK(central.socket->of("counts").size() == 1);
  world.happen(1, {"case.created", "case", 100, kRome.value});
  world.happen(2, {"case.updated", "case", 100, kRome.value});
  world.feed->tick();
  REQUIRE(central.socket->of("counts").size() == 2);
  CHECK(central.socket->of("counts").back()["views"]["unit"].as_int() == 9);
  const auto pings = central.socket->of("ping").size();
  world.clock.advance(21 * kSecond);
  world.feed->tick();
  CHECK(central.socket->of("ping").size() == pings + 1);
}

TEST_CASE("a client that talks too much or nonsense is closed") {
  World world;
  auto rome = world.listen(10);
  rome.session->received("nonsense");
  CHECK(rome.socket->closed == 1008);
  auto paris = world.listen(20);
  for (int i = 0; i < 21; ++i) paris.session->received(R"({"type":"viewing","case":null})");
  CHECK(paris.socket->closed == 1008);
}
