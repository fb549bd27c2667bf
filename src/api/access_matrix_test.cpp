#include <doctest/doctest.h>

#include <algorithm>
#include <fstream>
#include <map>
#include <set>
#include <sstream>

#include "api/account_routes.hpp"
#include "api/audit_routes.hpp"
#include "api/category_routes.hpp"
#include "api/competence_routes.hpp"
#include "api/import_routes.hpp"
#include "api/mission_routes.hpp"
#include "api/session_routes.hpp"
#include "api/settings_routes.hpp"
#include "api/staff_routes.hpp"
#include "api/unit_routes.hpp"
#include "base/config.hpp"
#include "db/testing/database.hpp"
#include "domain/network/staff.hpp"

// The table of roles and routes (guides/security.md rows 1 and 2): computed from the routes that are really
// there and the roles of the catalogue, and compared with the one that people agreed on. A new route or
// permission changes it, which nobody then overlooks. APROAPE_TEST_WRITE_GOLDEN=1 writes it anew.
namespace aproape::api {
namespace {

constexpr const char* kGolden = "tests/golden/access_matrix.txt";

struct Rooms {
  db::testing::TestDatabase database;
  audit::Service audit{*database, database.dir()};
  access::Service access{*database, audit, database.dir(), {15 * kMinute, 12 * kHour, {1, 8192}}};
  catalogue::Service catalogue{*database, access};
  network::Service network{*database, access};
  Config config;
  http::Router router;

  Rooms() {
    add_session_routes(router, network);
    add_account_routes(router, network);
    add_unit_routes(router, network);
    add_mission_routes(router, network);
    add_competence_routes(router, network);
    add_category_routes(router, access, catalogue);
    add_staff_routes(router, network);
    add_import_routes(router, network, catalogue);
    add_audit_routes(router, access);
    add_settings_routes(router, config);
  }
};

const char* word(http::Method method) {
  switch (method) {
    case http::Method::get:
      return "GET";
    case http::Method::post:
      return "POST";
    case http::Method::put:
      return "PUT";
    case http::Method::patch:
      return "PATCH";
    case http::Method::del:
      return "DELETE";
    default:
      return "?";
  }
}

std::string who(const http::Policy& policy) {
  if (policy.kind == http::Policy::Kind::open) return "everybody";
  if (policy.kind == http::Policy::Kind::signed_in) return "signed-in";
  std::string roles;
  for (const access::Role& role : access::Roles::standard().all()) {
    if (std::binary_search(role.permissions.begin(), role.permissions.end(), policy.permission))
      roles += (roles.empty() ? "" : " ") + role.code;
  }
  return policy.permission + (policy.confirmation ? "+confirmed" : "") + ": " + roles;
}

std::set<std::string> table(const http::Router& router) {
  std::set<std::string> lines;
  for (const http::Route& route : router.routes())
    lines.insert(route.pattern + " " + word(route.method) + " | " + who(route.policy));
  return lines;
}

TEST_CASE("roles and routes are those agreed on") {
  const Rooms rooms;
  const auto lines = table(rooms.router);
  if (std::getenv("APROAPE_TEST_WRITE_GOLDEN") != nullptr) {
    std::ofstream out(kGolden);
    for (const std::string& line : lines) out << line << "\n";
  }
  std::set<std::string> agreed;
  std::ifstream file(kGolden);
  for (std::string line; std::getline(file, line);) agreed.insert(line);
  for (const std::string& line : lines) CHECK_MESSAGE(agreed.contains(line), line);
  // The other direction is asked of the real program, which has all routes: tests/system/test_access.py.
}

TEST_CASE("every permission that a route wants is held by some role") {
  const Rooms rooms;
  for (const http::Route& route : rooms.router.routes()) {
    if (route.policy.kind != http::Policy::Kind::needs) continue;
    const auto& roles = access::Roles::standard().all();
    CHECK_MESSAGE(std::any_of(roles.begin(), roles.end(),
                              [&](const access::Role& role) {
                                return std::binary_search(role.permissions.begin(), role.permissions.end(),
                                                          route.policy.permission);
                              }),
                  route.pattern);
  }
}

TEST_CASE("role x mission: who sees the cases of which unit") {
  Rooms rooms;
  struct Units {
    UnitId home, other;
  };
  const auto units = rooms.database->write([&](db::Tx& tx) {
    const auto add = [&](const char* code, const char* kind, UnitId parent) {
      network::Unit unit;
      unit.code = code;
      unit.kind = kind;
      unit.parent = parent;
      unit.name_ro = unit.name_en = code;
      unit.country = "PT";
      unit.time_zone = "Europe/Lisbon";
      return rooms.network.save(tx, {}, unit).id;
    };
    const UnitId root = add("root", "central", {});
    return Units{add("home", "mission", root), add("other", "mission", root)};
  });
  for (const access::Role& role : access::Roles::standard().all()) {
    const bool by_unit = role.scope == access::RoleScope::unit;
    const auto id = network::add_user(rooms.network, "u-" + role.code, role.code,
                                      by_unit ? std::optional<std::string>("home") : std::nullopt,
                                      "ghiozdan-clopot-vioara");
    const access::Scope scope = rooms.access.scope(id);
    CHECK_MESSAGE(scope.network() == (role.scope == access::RoleScope::network), role.code);
    CHECK_MESSAGE(scope.covers(units.home) == (role.scope != access::RoleScope::none), role.code);
    CHECK_MESSAGE(scope.covers(units.other) == (role.scope == access::RoleScope::network), role.code);
  }
}

}  // namespace
}  // namespace aproape::api
