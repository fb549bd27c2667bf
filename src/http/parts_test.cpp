#include <doctest/doctest.h>

#include "base/error.hpp"
#include "base/time.hpp"
#include "http/cookie.hpp"
#include "http/cursor.hpp"
#include "http/gzip.hpp"
#include "http/language.hpp"
#include "http/rate_limit.hpp"
#include "http/router.hpp"
#include "http/static_files.hpp"
#include "http/target.hpp"

using namespace aproape;
using namespace aproape::http;

TEST_CASE("targets are decoded once, and what could lead elsewhere is refused") {
  const auto target = parse_target("/a%20b/%C8%99?q=a+b%26c&q=second&empty=&flag");
  REQUIRE(target);
  CHECK(target->path == "/a b/ș");
  CHECK(target->query.at("q") == "a b&c");
  CHECK(target->query.at("flag").empty());
  CHECK(parse_target("/%2525")->path == "/%25");
  for (const auto* bad : {"", "a", "/%", "/%4", "/%zz", "/%00", "/%0a", "/%c0%80", "/%ed%a0%80", "/../a",
                          "/a/%2e%2e/b", "/./a", "/a//b", "/a?x=%00", "/a?x=%ff"}) {
    CAPTURE(bad);
    CHECK_FALSE(parse_target(bad));
  }
}

TEST_CASE("cookies: found by exact name, set for this host only") {
  CHECK(find_cookie("a=1; session=x; b=2", "session") == "x");
  CHECK(find_cookie("xsession=1; session=", "session") == "");
  CHECK(find_cookie("session=\"q\"", "session") == "q");
  CHECK_FALSE(find_cookie("a=1", "session"));
  CHECK(set_cookie("session", "v", true, -1) == "__Host-session=v; Path=/; HttpOnly; SameSite=Lax; Secure");
  CHECK(set_cookie("session", "", false, 0) == "session=; Path=/; HttpOnly; SameSite=Lax; Max-Age=0");
  CHECK_THROWS_AS(set_cookie("session", "a;b", true, -1), Error);
}

TEST_CASE("the router prefers literal segments, keeps parameters, lists its routes") {
  Router router;
  const auto answer = [](const Request&, Context&) { return Response{}; };
  router.add(Method::get, "/cases/bulk", Policy::open(), answer);
  router.add(Method::get, "/cases/{id}", Policy::open(), answer);
  router.add(Method::get, "/cases/{id}/notes/{note}", Policy::open(), answer);
  router.add(Method::get, "/desk/{path...}", Policy::open(), answer);
  const auto find = [&](std::string_view path) { return router.match(Method::get, path, false, false); };
  CHECK(find("/cases/bulk").route->pattern == "/cases/bulk");
  CHECK(find("/cases/5").params.at("id") == "5");
  CHECK(find("/cases/bulk/notes/2").params.at("note") == "2");  // back from the literal to the parameter
  CHECK(find("/desk/a/b.js").params.at("path") == "a/b.js");
  CHECK(find("/desk/").params.at("path").empty());
  CHECK(find("/cases/").route == nullptr);
  CHECK(find("/cases/5/").route == nullptr);
  CHECK(router.routes().size() == 4);
  CHECK_THROWS(router.add(Method::get, "/cases/{other}", Policy::open(), answer));
}

TEST_CASE("cursors come back whole and are refused elsewhere") {
  const auto cursor = encode_cursor("cases.updated", {1'800'000'000'000, -5});
  CHECK(decode_cursor("cases.updated", cursor, 2) == std::vector<std::int64_t>{1'800'000'000'000, -5});
  for (const auto& bad :
       {std::string(), std::string("x"), cursor + "A", cursor.substr(1), std::string(300, 'a')}) {
    CHECK_THROWS_AS(decode_cursor("cases.updated", bad, 2), Error);
  }
  CHECK_THROWS_AS(decode_cursor("cases.created", cursor, 2), Error);
  CHECK_THROWS_AS(decode_cursor("cases.updated", cursor, 1), Error);
}

TEST_CASE("token buckets refill with time and are forgotten when full") {
  ManualClock clock(0);
  RateLimiter limiter(2, 3, clock);
  CHECK(limiter.take("a") == 0);
  CHECK(limiter.take("a") == 0);
  CHECK(limiter.take("a") == 0);
  CHECK(limiter.take("a") == 500);
  CHECK(limiter.take("b") == 0);
  clock.advance(500);
  CHECK(limiter.take("a") == 0);
  CHECK(limiter.take("a") == 500);
}

TEST_CASE("languages by weight") {
  CHECK(choose_language("en-GB,en;q=0.9,ro;q=0.8") == "en");
  CHECK(choose_language("de,fr;q=0.9") == "ro");
  CHECK(choose_language("en;q=0.1, ro-RO;q=0.2") == "ro");
  CHECK(choose_language("") == "ro");
}

TEST_CASE("types by ending; gzip has the magic of RFC 1952 and shrinks") {
  CHECK(content_type("a/b.js") == "text/javascript; charset=utf-8");
  CHECK(content_type("unknown.xyz") == "application/octet-stream");
  const auto packed = gzip(std::string(10000, 'x'));
  CHECK(packed.starts_with("\x1f\x8b"));
  CHECK(packed.size() < 200);
}
