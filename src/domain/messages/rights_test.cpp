// Permissions hold where their grant is: who reads the network and works in one mission works in that mission
// only.
#include <doctest/doctest.h>

#include <functional>

#include "base/error.hpp"
#include "domain/messages/testing/desk.hpp"

using namespace aproape;
using messages::testing::Desk;

namespace {

constexpr Millis kStart = 1'790'000'000'000;

// The key of the error that the work ends with.
std::string refusal(Desk& desk, const std::function<void(db::Tx&)>& work) {
  try {
    desk.database.write([&](db::Tx& tx) { work(tx); });
  } catch (const Error& error) {
    return error.key();
  }
  return "done";
}

}  // namespace

TEST_CASE("who reads all and writes in Rome changes nothing of Paris") {
  ManualClock clock(kStart);
  db::testing::for_each_database(
      [&](db::Database& database) {
        const db::testing::TempDir dir;
        Desk desk(database, dir.path());
        const auto rome = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
        const auto paris =
            desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.paris, "ana@example.org"); });
        const auto scope = access::Scope::staff(
            desk.rome_staff, {{{"case.read", "person.read"}, true, {}}, {Desk::kRights, false, {desk.rome}}});
        CHECK(refusal(desk, [&](db::Tx& tx) { CHECK(desk.cases.get(tx, scope, paris.id).id == paris.id); }) ==
              "done");
        const std::vector<std::function<void(db::Tx&, const cases::Case&)>> changes = {
            [&](db::Tx& tx, const cases::Case& c) { desk.cases.add_note(tx, scope, c.id, "x"); },
            [&](db::Tx& tx, const cases::Case& c) {
              desk.cases.change(tx, scope, c.id, 0, {.urgency = "P1"});
            },
            [&](db::Tx& tx, const cases::Case& c) {
              desk.cases.assign(tx, scope, c.id, 0, desk.rome_staff, {});
            },
            [&](db::Tx& tx, const cases::Case& c) {
              (void)desk.cases.add_task(tx, scope, c.id, {"x", {}, {}});
            },
            [&](db::Tx& tx, const cases::Case& c) {
              messages::Service::Reply reply;
              reply.to = {{"", "ana@example.org"}};
              reply.text = "x";
              reply.then = "keep";
              (void)desk.messages.reply(tx, scope, c.id, 0, reply);
            },
            [&](db::Tx& tx, const cases::Case& c) {
              (void)desk.people.change(tx, scope, c.requester, 1, {.name = "Ana"});
            },
            [&](db::Tx& tx, const cases::Case& c) {
              (void)desk.people.add_identity(tx, scope, c.requester, "phone", "+40700555010", "claimed");
            },
            [&](db::Tx& tx, const cases::Case& c) { desk.cases.transfer(tx, scope, c.id, 0, desk.rome, ""); },
        };
        for (std::size_t i = 0; i < changes.size(); ++i) {
          CAPTURE(i);
          CHECK(refusal(desk, [&](db::Tx& tx) { changes[i](tx, paris); }) == "auth.forbidden");
          CHECK(refusal(desk, [&](db::Tx& tx) { changes[i](tx, rome); }) == "done");
        }
        CHECK(refusal(desk, [&](db::Tx& tx) { desk.cases.merge(tx, scope, rome.id, paris.id); }) ==
              "auth.forbidden");
        CHECK(refusal(desk, [&](db::Tx& tx) {
                (void)desk.cases.add_grant(tx, scope, paris.id, desk.rome, clock.now() + kHour, "x");
              }) == "auth.forbidden");
        cases::NewCase elsewhere;
        elsewhere.subject = "x";
        elsewhere.unit = desk.paris;
        CHECK(refusal(desk, [&](db::Tx& tx) { (void)desk.cases.open(tx, scope, elsewhere); }) ==
              "case.invalid");
        // A case shared with Rome is worked on there, but not shared further.
        desk.database.write([&](db::Tx& tx) {
          desk.cases.add_grant(tx, desk.in_paris, paris.id, desk.rome, clock.now() + kHour, "post vecin");
        });
        CHECK(refusal(desk, [&](db::Tx& tx) { changes[0](tx, paris); }) == "done");
        CHECK(refusal(desk, [&](db::Tx& tx) {
                (void)desk.cases.add_grant(tx, scope, paris.id, desk.rome, clock.now() + kHour, "x");
              }) == "case.not_found");
        clock.advance(2 * kHour);
        CHECK(refusal(desk, [&](db::Tx& tx) { changes[0](tx, paris); }) == "auth.forbidden");
      },
      clock);
}

TEST_CASE("numbers of papers are masked for who may not see them") {
  ManualClock clock(kStart);
  db::testing::for_each_database(
      [&](db::Database& database) {
        const db::testing::TempDir dir;
        Desk desk(database, dir.path());
        const auto c = desk.database.write([&](db::Tx& tx) {
          const auto made = desk.open(tx, desk.rome);
          desk.people.add_identity(tx, desk.system, made.requester, "passport", "055123456", "claimed");
          return made;
        });
        const auto shown = [&](const access::Scope& scope) {
          return desk.database.read([&](db::Tx& tx) {
            for (const auto& identity : desk.people.get(tx, scope, c.requester).identities)
              if (identity.kind == "passport") return identity.value;
            return std::string("none");
          });
        };
        const auto eyes = [&](std::vector<access::Area> areas) {
          return access::Scope::staff(desk.rome_staff, std::move(areas));
        };
        CHECK(shown(desk.system) == "055123456");
        CHECK(shown(eyes({{{"case.read", "person.read"}, true, {}}})) == "*****3456");
        CHECK(shown(eyes({{{"case.read", "person.read", "person.sensitive"}, true, {}}})) == "055123456");
        CHECK(shown(eyes({{{"case.read"}, true, {}}, {{"person.sensitive"}, false, {desk.rome}}})) ==
              "055123456");
        CHECK(shown(eyes({{{"case.read"}, true, {}}, {{"person.sensitive"}, false, {desk.paris}}})) ==
              "*****3456");
      },
      clock);
}
