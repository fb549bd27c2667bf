#include "portal/opening.hpp"

#include <doctest/doctest.h>

#include "db/testing/database.hpp"
#include "domain/catalogue/service.hpp"
#include "domain/network/seed.hpp"

namespace aproape::portal {
namespace {

struct Fixture {
  ManualClock clock{*from_rfc3339("2026-11-24T09:00:00Z")};  // a Tuesday
  db::testing::TestDatabase database{db::Backend::sqlite, clock};
  audit::Service audit{*database, database.dir()};
  access::Service access{*database, audit, database.dir(), {15 * kMinute, 12 * kHour, {1, 8192}}};
  catalogue::Service catalogue{*database, access};
  network::Service network{*database, access};
  http::Request request{{"GET", "/", {}, "", "127.0.0.1"}, http::Method::get};
  Visit romanian{request, "ro"};
  Visit english{request, "en"};
  Fixture() { network::seed_base(network, catalogue); }

  [[nodiscard]] OpeningSign sign(const Visit& visit, const char* at) {
    const auto directory = network.directory();
    return opening_sign(visit, *directory, *directory->unit("it-rome-cg"), *from_rfc3339(at));
  }
};

TEST_CASE("a counter says until when it is open, and when it opens next") {
  Fixture f;  // Rome: Monday to Friday, 9 to 13, one hour ahead of UTC
  OpeningSign sign = f.sign(f.romanian, "2026-11-24T09:00:00Z");
  CHECK(sign.tone == "good");
  CHECK(sign.text == "Deschis acum, până la ora 13:00");
  sign = f.sign(f.english, "2026-11-24T06:00:00Z");
  CHECK(sign.tone == "bad");
  CHECK(sign.text == "Closed now; opens today, 09:00");
  CHECK(f.sign(f.romanian, "2026-11-24T15:00:00Z").text == "Închis acum; se deschide mâine, ora 09:00");
  CHECK(f.sign(f.english, "2026-11-20T15:00:00Z").text == "Closed now; opens Monday, 09:00");
  // Saint Andrew and the national day lie between.
  CHECK(f.sign(f.english, "2026-11-27T15:00:00Z").text == "Closed now; opens Wednesday, 09:00");
}

TEST_CASE("a holiday and a closure say their reason, and the next opening leaps over them") {
  Fixture f;
  // 1 December is Romania's national day.
  CHECK(f.sign(f.english, "2026-12-01T09:00:00Z").text.starts_with("Closed today: "));
  CHECK(f.sign(f.english, "2026-12-01T09:00:00Z").text.ends_with("opens tomorrow, 09:00"));
  audit::Actor by;
  by.reason = "test";
  f.database->write([&](db::Tx& tx) {
    network::Closure closure;
    closure.unit = f.network.find_unit(tx, "it-rome-cg")->id;
    closure.from = "2026-11-24";
    closure.to = "2026-11-25";
    closure.reason_ro = "lucrări la sediu";
    closure.reason_en = "building works";
    f.network.add_closure(tx, by, closure);
  });
  CHECK(f.sign(f.romanian, "2026-11-24T09:00:00Z").text ==
        "Închis astăzi: lucrări la sediu; se deschide joi, ora 09:00");
}

TEST_CASE("a switch of the language wins over the browser, and only ours are taken") {
  const auto language = [](const char* target, net::Headers headers) {
    const http::Request request({"GET", target, std::move(headers), "", "127.0.0.1"}, http::Method::get);
    return Visit(request).language();
  };
  CHECK(language("/", {{"Accept-Language", "en-GB,ro;q=0.5"}}) == "en");
  CHECK(language("/?lang=ro", {{"Accept-Language", "en-GB"}}) == "ro");
  CHECK(language("/", {{"Accept-Language", "ro"}, {"Cookie", "aproape_language=en"}}) == "en");
  CHECK(language("/?lang=%3Cb%3E", {{"Accept-Language", "ro"}}) == "ro");
  CHECK(url_encode("pașaport & co") == "pa%C8%99aport%20%26%20co");
}

}  // namespace
}  // namespace aproape::portal
