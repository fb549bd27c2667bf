#include "http/application.hpp"

#include <doctest/doctest.h>

#include <map>
#include <memory>
#include <string>

#include "base/error.hpp"
#include "http/fields.hpp"

using namespace aproape;
using namespace aproape::http;

namespace {

// "session" in the cookie or "token" as bearer is account 7, who may read cases and nothing else.
struct Gatekeeper final : Authenticator {
  std::optional<Principal> authenticate(const Request& request) override {
    Principal principal{
        .account = 7, .session = "1", .csrf = "the-token", .language = "en", .permissions = {"case.read"}};
    principal.confirmed = request.cookie("session") == "fresh";
    if (request.cookie("session") == "good" || principal.confirmed) return principal;
    principal.bearer = true;
    if (request.header("Authorization") == "Bearer good") return principal;
    return std::nullopt;
  }
};

struct Memory final : IdempotencyStore {
  Begun begin(std::int64_t, std::string_view key, std::string_view digest) override {
    const auto [entry, fresh] = kept.try_emplace(std::string(key), std::string(digest), Response{});
    if (fresh) return {};
    if (entry->second.first != digest) return {Begun::State::other_content, {}};
    return {Begun::State::answered, entry->second.second};
  }
  void finish(std::int64_t, std::string_view key, const Response& answer) override {
    kept.find(key)->second.second = answer;
  }
  void abandon(std::int64_t, std::string_view key) override { kept.erase(kept.find(key)); }
  std::map<std::string, std::pair<std::string, Response>, std::less<>> kept;
};

struct NoSession final : net::WebSocketSession {
  void opened(std::shared_ptr<net::WebSocket>) override {}
  void received(std::string_view) override {}
  void closed() noexcept override {}
};

struct Site {
  Site() {
    router.add(Method::get, "/open", Policy::open(),
               [](const Request&, Context&) { return Response::text("open"); });
    router.add(Method::get, "/mine", Policy::signed_in(), [](const Request&, Context& context) {
      return Response::text(std::to_string(context.who().account));
    });
    router.add(Method::get, "/grants", Policy::needs("case.read").confirmed(),
               [](const Request&, Context&) { return Response::text("granted"); });
    router.add(Method::get, "/cases/{id}", Policy::needs("case.read"), [](const Request& request, Context&) {
      return Response::json(json::Object{{"id", request.id_param()}}).version(7);
    });
    router.add(Method::patch, "/cases/{id}", Policy::needs("case.read"),
               [](const Request& request, Context&) {
                 if (request.if_match() != 7) throw Error(ErrorKind::stale, "stale");
                 return Response::json(request.json_body({"subject"}));
               });
    router.add(Method::post, "/count", Policy::signed_in().body(10), [this](const Request&, Context&) {
      return Response::json(json::Object{{"count", ++count}}, 201);
    });
    router.add(Method::post, "/session", Policy::open(),
               [](const Request&, Context&) { return Response::empty(); });
    router.add(Method::get, "/secret", Policy::needs("account.write"),
               [](const Request&, Context&) { return Response{}; });
    router.add(Method::get, "/broken", Policy::open(), [](const Request&, Context&) -> Response {
      throw std::runtime_error("select * from secret at /home/x");
    });
    router.add(Method::get, "/wrong", Policy::open(), [](const Request&, Context&) -> Response {
      throw Error("field.wrong", {{"email", "field.email"}});
    });
    router.add_websocket("/feed", Policy::signed_in(),
                         [](const Request&, Context&) { return std::make_unique<NoSession>(); });
    router.add_file("/f/{name}", [](const Request&, Context&) { return Response::text("<b>", "text/html"); });
    ApplicationOptions options;
    options.texts = [](std::string_view key, std::string_view language) {
      return std::string(language) + ':' + std::string(key);
    };
    options.idempotency = &memory;
    options.throttle = [this](const Request&, const std::optional<Principal>&) { return wait; };
    application = std::make_unique<Application>(router, gatekeeper, std::move(options));
    application->set_origins({"http://desk.example.org", "http://files.example.org"});
  }
  net::Reply ask(std::string method, std::string target, net::Headers headers = {}, std::string body = {}) {
    headers.emplace_back("Host", "127.0.0.1:8080");
    return application->handle(
        {std::move(method), std::move(target), std::move(headers), std::move(body), "127.0.0.1"});
  }
  Router router;
  Gatekeeper gatekeeper;
  Memory memory;
  Millis wait = 0;
  int count = 0;
  std::unique_ptr<Application> application;
};

const net::Headers kSession{{"Cookie", "a=b; session=good"}};

net::Headers with(net::Headers headers, std::string name, std::string value) {
  headers.emplace_back(std::move(name), std::move(value));
  return headers;
}

std::string get(const net::Reply& reply, std::string_view name) {
  return find_header(reply.headers, name).value_or("");
}
std::string key_of(const net::Reply& reply) {
  return json::parse(reply.body).get_string("key");
}

}  // namespace

TEST_CASE("every answer, errors and refusals of the network included, protects the browser") {
  Site site;
  std::vector<net::Reply> replies;
  for (const auto* target : {"/open", "/absent", "/mine", "/broken", "/wrong", "/%zz", "/open?a=%ff"}) {
    replies.push_back(site.ask("GET", target));
  }
  replies.push_back(site.ask("TRACE", "/open"));
  replies.push_back(site.application->refusal(431));
  for (const auto& reply : replies) {
    CAPTURE(reply.status);
    const auto policy = get(reply, "Content-Security-Policy");
    CHECK(policy.find("script-src 'self';") != std::string::npos);
    CHECK(policy.find("frame-ancestors 'none'") != std::string::npos);
    CHECK(policy.find("unsafe") == std::string::npos);
    CHECK(get(reply, "X-Content-Type-Options") == "nosniff");
    CHECK(get(reply, "Cache-Control") == "no-store");
    CHECK(get(reply, "X-Request-Id").size() == 16);
    CHECK(get(reply, "Strict-Transport-Security").empty());
  }
  const auto secure = site.application->handle({"GET", "/open", {{"Host", "a"}}, "", "127.0.0.1", true});
  CHECK(get(secure, "Strict-Transport-Security").find("31536000") != std::string::npos);
}

TEST_CASE("files have an origin of their own, where nothing runs and no other route exists") {
  Site site;
  const auto ask = [&](std::string target) {
    return site.application->handle({"GET", std::move(target), kSession, "", "127.0.0.1", false, true});
  };
  const auto file = ask("/f/a");
  CHECK(file.status == 200);
  CHECK(get(file, "Content-Security-Policy").find("sandbox") != std::string::npos);
  CHECK(get(file, "Content-Security-Policy").find("script") == std::string::npos);
  CHECK(ask("/mine").status == 404);
  CHECK(site.ask("GET", "/f/a").status == 404);
}

TEST_CASE("who may what") {
  Site site;
  CHECK(site.ask("GET", "/mine").status == 401);
  CHECK(site.ask("GET", "/mine", kSession).body == "7");
  CHECK(site.ask("GET", "/mine", {{"Authorization", "Bearer good"}}).body == "7");
  CHECK(site.ask("GET", "/secret", kSession).status == 403);
  CHECK(site.ask("GET", "/cases/5", kSession).status == 200);
  CHECK(get(site.ask("GET", "/cases/5", kSession), "ETag") == "\"7\"");
  CHECK(site.ask("GET", "/cases/abc", kSession).status == 404);
  CHECK(site.ask("HEAD", "/open").status == 200);
}

TEST_CASE("unknown methods are refused with what the path allows") {
  Site site;
  const auto reply = site.ask("DELETE", "/cases/5", kSession);
  CHECK(reply.status == 405);
  CHECK(get(reply, "Allow") == "GET, HEAD, PATCH");
  CHECK(site.ask("TRACE", "/open").status == 405);
  CHECK(site.ask("OPTIONS", "/open").status == 405);
  CHECK(site.ask("PROPFIND", "/absent").status == 404);
}

TEST_CASE("a change by cookie needs the token and a page of ours; one by bearer needs neither") {
  Site site;
  const auto change = [&](net::Headers headers) {
    return site.ask("POST", "/count", std::move(headers)).status;
  };
  const auto token = with(kSession, "X-CSRF-Token", "the-token");
  CHECK(change(kSession) == 403);
  CHECK(change(token) == 403);  // no word on where it comes from
  CHECK(change(with(token, "Origin", "http://127.0.0.1:8080")) == 201);
  CHECK(change(with(token, "Origin", "http://desk.example.org")) == 201);
  CHECK(change(with(token, "Referer", "http://desk.example.org/desk/")) == 201);
  CHECK(change(with(token, "Sec-Fetch-Site", "same-origin")) == 201);
  CHECK(change(with(token, "Origin", "http://evil.example")) == 403);
  CHECK(change(with(token, "Origin", "null")) == 403);
  CHECK(change(with(token, "Origin", "https://127.0.0.1:8080")) == 403);
  CHECK(change(with(with(kSession, "X-CSRF-Token", "other"), "Origin", "http://desk.example.org")) == 403);
  CHECK(change({{"Authorization", "Bearer good"}}) == 201);
  CHECK(site.ask("POST", "/session").status == 204);
  CHECK(site.ask("POST", "/session", {{"Origin", "http://evil.example"}}).status == 403);
}

TEST_CASE("errors are problems in the caller's language, and tell nothing of the inside") {
  Site site;
  const auto broken = site.ask("GET", "/broken");
  CHECK(broken.status == 500);
  CHECK(broken.body.find("secret") == std::string::npos);
  CHECK(json::parse(broken.body).get_string("request") == get(broken, "X-Request-Id"));
  const auto wrong = site.ask("GET", "/wrong", {{"Accept-Language", "de, en;q=0.8, ro;q=0.3"}});
  CHECK(wrong.status == 400);
  CHECK(get(wrong, "Content-Type") == "application/problem+json");
  const auto body = json::parse(wrong.body);
  CHECK(body.get_string("title") == "en:field.wrong");
  CHECK(body.get_string("type") == "aproape:field.wrong");
  CHECK(body["fields"].as_array().at(0).get_string("name") == "email");
}

TEST_CASE("versions: without If-Match 428, with an old one 412, unknown members 400") {
  Site site;
  const net::Headers bearer{{"Authorization", "Bearer good"}};
  CHECK(site.ask("PATCH", "/cases/5", bearer, "{}").status == 428);
  const auto stale = site.ask("PATCH", "/cases/5", with(bearer, "If-Match", "\"6\""), "{}");
  CHECK(stale.status == 412);
  CHECK(key_of(stale) == "stale");
  const auto current = with(bearer, "If-Match", "\"7\"");
  CHECK(site.ask("PATCH", "/cases/5", current, R"({"subject":"x"})").status == 200);
  CHECK(site.ask("PATCH", "/cases/5", current, R"({"subject":"x","status":"closed"})").status == 400);
  CHECK(site.ask("PATCH", "/cases/5", current, "[]").status == 400);
}

TEST_CASE("a repeated POST gets the first answer, another under the same key 422") {
  Site site;
  const auto headers = with({{"Authorization", "Bearer good"}}, "Idempotency-Key", "12345678");
  const auto first = site.ask("POST", "/count", headers, "a");
  const auto again = site.ask("POST", "/count", headers, "a");
  CHECK(first.body == again.body);
  CHECK(again.status == 201);
  CHECK(site.count == 1);
  CHECK(site.ask("POST", "/count", headers, "b").status == 422);
  CHECK(site.ask("POST", "/count", with({{"Authorization", "Bearer good"}}, "Idempotency-Key", "short"))
            .status == 400);
}

TEST_CASE("a WebSocket by cookie needs a page of ours; other limits") {
  Site site;
  const auto upgrade = [&](net::Headers headers) {
    headers.emplace_back("Host", "127.0.0.1:8080");
    return site.application->upgrade({"GET", "/feed", std::move(headers), "", "127.0.0.1"});
  };
  CHECK(upgrade(with(kSession, "Origin", "http://127.0.0.1:8080")).session != nullptr);
  CHECK(upgrade(with(kSession, "Origin", "http://evil.example")).refusal.status == 403);
  CHECK(upgrade(kSession).refusal.status == 403);
  CHECK(upgrade({{"Authorization", "Bearer good"}}).session != nullptr);
  CHECK(upgrade({{"Origin", "http://127.0.0.1:8080"}}).refusal.status == 401);
  CHECK(site.application->body_limit("POST", "/count") == 10);
  CHECK(site.application->body_limit("POST", "/absent") == 64 * 1024);
  site.wait = 500;
  const auto slow = site.ask("GET", "/open");
  CHECK(slow.status == 429);
  CHECK_FALSE(get(slow, "Retry-After").empty());
}

TEST_CASE("what wants a fresh password is refused to an old session, not to a token") {
  Site site;
  CHECK(site.ask("GET", "/grants", kSession).status == 403);
  CHECK(site.ask("GET", "/grants", {{"Cookie", "session=fresh"}}).status == 200);
  CHECK(site.ask("GET", "/grants", {{"Authorization", "Bearer good"}}).status == 200);
  CHECK(site.ask("GET", "/grants").status == 401);
}
