#include "domain/network/directory.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "base/time.hpp"
#include "db/testing/database.hpp"
#include "domain/catalogue/service.hpp"
#include "domain/network/import.hpp"
#include "domain/network/seed.hpp"
#include "domain/network/staff.hpp"

namespace aproape::network {
namespace {

struct Fixture {
  ManualClock clock{*from_rfc3339("2026-11-24T09:00:00Z")};  // a Tuesday
  db::testing::TestDatabase database{db::Backend::sqlite, clock};
  audit::Service audit{*database, database.dir()};
  access::Service access{*database, audit, database.dir(), {15 * kMinute, 12 * kHour, {1, 8192}}};
  catalogue::Service catalogue{*database, access};
  Service network{*database, access};
  Fixture() { seed_base(network, catalogue); }

  [[nodiscard]] std::string competent(const char* country, const char* place = "") {
    const auto directory = network.directory();
    const auto found = directory->competent(country, place, clock.now());
    return found ? directory->unit(found->unit)->code : std::string();
  }
};

TEST_CASE(
    "the seed brings 155 missions, 249 countries each with a competent unit, 14 categories and 75 kinds") {
  Fixture f;
  const auto directory = f.network.directory();
  int missions = 0;
  for (const Unit& unit : directory->units()) missions += unit.kind == "mission" ? 1 : 0;
  CHECK(missions == 155);
  CHECK(directory->countries().size() == 249);
  for (const Country& country : directory->countries())
    CHECK_MESSAGE(!f.competent(country.code.c_str()).empty(), country.code);
  const auto categories = f.database->read([&](db::Tx& tx) { return f.catalogue.all(tx); });
  CHECK(categories.size() == 14);
  std::size_t kinds = 0;
  for (const auto& category : categories) kinds += category.subcategories.size();
  CHECK(kinds == 75);
  CHECK(directory->central()->code == "central-mail");
}

TEST_CASE("seeding again changes nothing") {
  Fixture f;
  CHECK(seed_base(f.network, f.catalogue) == 0);
}

TEST_CASE("districts, countries without a mission, and what is only a guess") {
  Fixture f;
  CHECK(f.competent("IT", "Milano") == "it-milan-cg");
  CHECK(f.competent("IT", "palermo") == "it-catania-con");
  CHECK(f.competent("DE", "MUNCHEN") == "de-munich-cg");
  CHECK(f.competent("ES", "Castellón") == "es-castellon-de-la-plana-con");
  CHECK(f.competent("GB", "Glasgow") == "gb-edinburgh-cg");
  CHECK(f.competent("IT", "Nowhere") == "it-rome-cg");
  CHECK(f.competent("MV") == "lk-colombo-amb");
  CHECK(f.competent("XX").empty());
  const auto directory = f.network.directory();
  CHECK(directory->competent("MV", "", f.clock.now())->to_verify);
  CHECK_FALSE(directory->competent("PT", "", f.clock.now())->to_verify);
  CHECK_FALSE(directory->competent("IT", "", f.clock.now())->sole);
  CHECK(directory->competent("PT", "", f.clock.now())->sole);
}

TEST_CASE("a mission is found by place, phone and address") {
  Fixture f;
  const auto directory = f.network.directory();
  const auto code = [&](const std::optional<Finding>& found) {
    return found ? directory->unit(found->unit)->code : std::string();
  };
  const Millis now = f.clock.now();
  CHECK(code(directory->by_place("Torino", now)) == "it-turin-cg");
  CHECK(code(directory->by_place("Frankfurt", now)) == "de-bonn-cg");
  CHECK(code(directory->by_place("Atlantis", now)).empty());
  CHECK(code(directory->by_phone("+351215550100", now)) == "pt-lisbon-amb");
  CHECK(code(directory->by_phone("+40215550100", now)).empty());
  CHECK(code(directory->by_address("it-milan-cg", "misiuni.example.org", now)) == "it-milan-cg");
  CHECK(code(directory->by_address("consulat.milano", "example.org", now)) == "it-milan-cg");
  CHECK(code(directory->by_address("contact", "example.org", now)).empty());
  CHECK(directory->country_by_name("ITALIA") == "IT");
  CHECK(directory->country_by_name("regatul unit") == directory->country_by_name("United Kingdom"));
}

TEST_CASE("opening follows the mission's own clock, closures and both countries' holidays") {
  Fixture f;
  const auto open = [&](const char* mission, const char* at) {
    const auto directory = f.network.directory();
    return directory->opening(directory->unit(mission)->id, *from_rfc3339(at));
  };
  CHECK(open("it-rome-cg", "2026-11-24T08:30:00Z").open);
  CHECK(open("it-rome-cg", "2026-11-24T08:30:00Z").local_time == "2026-11-24T09:30:00+01:00");
  CHECK(open("it-rome-cg", "2026-11-24T07:59:00Z").reason == "hours");
  CHECK(open("us-new-york-cg", "2026-11-24T14:30:00Z").open);
  CHECK(open("it-rome-cg", "2026-12-01T09:00:00Z").reason == "holiday");
  CHECK(open("it-rome-cg", "2026-06-02T09:00:00Z").reason == "holiday");
  f.database->write([&](db::Tx& tx) {
    const UnitId rome = f.network.find_unit(tx, std::string_view("it-rome-cg"))->id;
    f.network.add_closure(tx, {}, {{}, rome, "2026-11-24", "2026-11-25", "Lucrări", "Works"});
  });
  CHECK(open("it-rome-cg", "2026-11-25T09:00:00Z").reason == "closure");
  CHECK(open("it-rome-cg", "2026-11-26T09:00:00Z").open);
}

TEST_CASE("a dated competence counts within its time alone") {
  Fixture f;
  f.database->write([&](db::Tx& tx) {
    for (Competence c : f.network.competences(tx, "PT")) {
      c.valid_to = "2026-11-30";
      f.network.save(tx, {}, c);
    }
  });
  CHECK(f.competent("PT") == "pt-lisbon-amb");
  f.clock.advance(10 * kDay);
  CHECK(f.competent("PT").empty());
}

TEST_CASE("imports are all or nothing, dry runs write nothing, errors name line and field") {
  Fixture f;
  const std::string good =
      "code,kind,parent,name_ro,name_en,country,city,time_zone\n"
      "xx-test-con,mission,missions,Consulatul de probă,Test consulate,PT,Porto,Europe/Lisbon\n";
  CHECK(import_units(f.network, {}, good, true).added == 1);
  CHECK(f.network.directory()->unit("xx-test-con") == nullptr);
  const auto wrong = import_units(f.network, {}, good + "yy,mission,nowhere,a,b,PT,c,Europe/Lisbon\n", false);
  REQUIRE(wrong.errors.size() == 1);
  CHECK(wrong.errors.front().line == 3);
  CHECK(wrong.errors.front().key == "unit.unknown");
  CHECK(f.network.directory()->unit("xx-test-con") == nullptr);
  CHECK(import_units(f.network, {}, good, false).added == 1);
  CHECK(f.network.directory()->unit("xx-test-con") != nullptr);
  CHECK(import_units(f.network, {}, good, false).unchanged == 1);
}

TEST_CASE("500 staff come by one file, each with a one-time password") {
  Fixture f;
  std::string csv = "login,name,role,mission\n";
  for (int i = 0; i < 500; ++i)
    csv += "agent" + std::to_string(i) + ",Agent " + std::to_string(i) + ",officer,it-rome-cg\n";
  CHECK(import_accounts(f.network, {}, csv, true).result.added == 500);
  const auto import = import_accounts(f.network, {}, csv, false);
  CHECK(import.result.added == 500);
  REQUIRE(import.passwords.size() == 500);
  CHECK(f.access.sign_in("agent7", import.passwords.at("agent7"), "", "192.0.2.1").outcome ==
        access::SignIn::Outcome::signed_in);
  CHECK(import_accounts(f.network, {}, csv, false).result.unchanged == 500);
  const auto wrong = import_accounts(f.network, {}, "login,name,role\nzed,Zed,officer\n", false);
  REQUIRE(wrong.result.errors.size() == 1);
  CHECK(wrong.result.errors.front().key == "account.mission_needed");
}

TEST_CASE("user add takes the role's own scope, a mission, or all") {
  Fixture f;
  const char* password = "ghiozdan-clopot-vioara";
  CHECK(f.access.scope(add_user(f.network, "c1", "central", std::nullopt, password)).network());
  const auto consul = f.access.scope(add_user(f.network, "c2", "consul", "it-rome-cg", password));
  CHECK_FALSE(consul.network());
  CHECK(consul.covers(f.network.directory()->unit("it-rome-cg")->id));
  CHECK_FALSE(consul.covers(f.network.directory()->unit("it-milan-cg")->id));
  CHECK(f.access.scope(add_user(f.network, "c3", "consul", "all", password)).network());
  CHECK_THROWS_AS(add_user(f.network, "c4", "consul", std::nullopt, password), Error);
  CHECK_THROWS_AS(add_user(f.network, "c4", "consul", "zz-nowhere", password), Error);
  CHECK_THROWS_AS(add_user(f.network, "c1", "central", std::nullopt, password), Error);
}

TEST_CASE("the demonstration has an account of each role that can sign in") {
  Fixture f;
  const auto shown = seed_demonstration(f.network);
  CHECK(shown.size() == f.access.roles().all().size());
  for (const auto& account : shown)
    CHECK(f.access.sign_in(account.login, account.password, "", "192.0.2.1").outcome ==
          access::SignIn::Outcome::signed_in);
  seed_demonstration(f.network);
  const auto desk = demonstration_desk();
  CHECK(desk.size() > 12);
  CHECK(desk.front().role == "operator");
  CHECK(desk.back().role == "consul");
  CHECK(f.access.sign_in(desk.back().login, desk.back().password, "", "192.0.2.1").outcome ==
        access::SignIn::Outcome::signed_in);
}

}  // namespace
}  // namespace aproape::network
