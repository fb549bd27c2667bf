#include <doctest/doctest.h>

#include "base/error.hpp"
#include "domain/calls/service.hpp"
#include "domain/messages/testing/desk.hpp"

using namespace aproape;
using protocol::VoiceEvent;

namespace {

VoiceEvent event(std::int64_t number, VoiceEvent::Kind kind, std::string result = {}) {
  VoiceEvent made;
  made.number = number;
  made.at = 1'790'000'000'000 + number;
  made.kind = kind;
  made.call = "4242";
  made.target = "consul";
  made.result = std::move(result);
  return made;
}

VoiceEvent incoming(bool emergency) {
  VoiceEvent made = event(1, VoiceEvent::Kind::incoming);
  made.from = "+40215550101";
  made.to = "+390655501001";
  made.emergency = emergency;
  return made;
}

// Runs `test` with the service over a desk on each database.
void on_each(const std::function<void(messages::testing::Desk&, calls::Service&)>& test) {
  messages::testing::on_each([&](messages::testing::Desk& desk, ManualClock&) {
    calls::Service service(desk.database, desk.people, desk.contacts, desk.cases);
    test(desk, service);
  });
}

std::vector<cases::Case> all(messages::testing::Desk& desk) {
  return desk.database.read([&](db::Tx& tx) { return desk.cases.list(tx, desk.system, {}, {}, 50).items; });
}

}  // namespace

TEST_CASE("an emergency call is one P1 case from its first event, however often that is told") {
  on_each([](messages::testing::Desk& desk, calls::Service& service) {
    CHECK(service.take(incoming(true), desk.rome));
    CHECK_FALSE(service.take(incoming(true), desk.rome));
    auto again = incoming(true);
    again.number = 7;  // by a journal that was set back
    CHECK(service.take(again, desk.rome));
    const auto cases = all(desk);
    REQUIRE(cases.size() == 1);
    CHECK(cases[0].urgency == "P1");
    CHECK(cases[0].channel == "call");
    CHECK_FALSE(cases[0].requester.empty());
    CHECK(cases[0].subject == "Apel pe linia de urgență +390655501001");
  });
}

TEST_CASE("the path of a call stands in the history; who was not answered is called back") {
  on_each([](messages::testing::Desk& desk, calls::Service& service) {
    service.take(incoming(false), desk.rome);
    service.take(event(2, VoiceEvent::Kind::failed, "busy"), desk.rome);
    service.take(event(3, VoiceEvent::Kind::ended, "caller"), desk.rome);
    const auto cases = all(desk);
    REQUIRE(cases.size() == 1);
    desk.database.read([&](db::Tx& tx) {
      CHECK(cases[0].urgency != "P1");
      const auto tasks = desk.cases.tasks(tx, desk.system, cases[0].id);
      REQUIRE(tasks.size() == 1);
      CHECK(tasks[0].kind == "call_back");
      int steps = 0;
      for (const auto& entry : desk.cases.entries(tx, desk.system, cases[0].id))
        if (entry.type == "call.failed" || entry.type == "call.ended") ++steps;
      CHECK(steps == 2);
    });
  });
}

TEST_CASE("an answered call makes no task, one that was cut off does") {
  on_each([](messages::testing::Desk& desk, calls::Service& service) {
    service.take(incoming(true), desk.rome);
    service.take(event(2, VoiceEvent::Kind::answered), desk.rome);
    service.take(event(3, VoiceEvent::Kind::ended, "caller"), desk.rome);
    const CaseId id = all(desk).at(0).id;
    const auto tasks = [&] {
      return desk.database.read([&](db::Tx& tx) { return desk.cases.tasks(tx, desk.system, id).size(); });
    };
    CHECK(tasks() == 0);
    service.take(event(4, VoiceEvent::Kind::ended, "cut"), desk.rome);
    CHECK(tasks() == 1);
    CHECK_THROWS_AS(service.take(VoiceEvent{}, desk.rome), Error);
  });
}

TEST_CASE("a caller who asks for the consul on duty by a key is P1 from then on") {
  on_each([](messages::testing::Desk& desk, calls::Service& service) {
    service.take(incoming(false), desk.rome);
    const auto step = [&](std::int64_t number, const char* target) {
      VoiceEvent made = event(number, VoiceEvent::Kind::step);
      made.target = target;
      service.take(made, desk.rome);
      return all(desk).at(0).urgency;
    };
    CHECK(step(2, "menu:consulat/it-rome-cg") != "P1");
    CHECK(step(3, "hunt:duty/it-rome-cg") == "P1");
  });
}

TEST_CASE("a call is work once it waits, not while it is in the menu; an emergency at once") {
  on_each([](messages::testing::Desk& desk, calls::Service& service) {
    service.take(incoming(false), desk.rome);
    const CaseId id = all(desk).at(0).id;
    const auto known = [&] {
      return desk.database.read([&](db::Tx& tx) { return desk.routing.knows(tx, id); });
    };
    CHECK_FALSE(known());
    service.take(event(2, VoiceEvent::Kind::waiting), desk.rome);
    CHECK(known());
  });
  on_each([](messages::testing::Desk& desk, calls::Service& service) {
    service.take(incoming(true), desk.rome);
    const CaseId id = all(desk).at(0).id;
    CHECK(desk.database.read([&](db::Tx& tx) { return desk.routing.knows(tx, id); }));
  });
}

TEST_CASE("who holds the case serves the call, alone, and by the same sound when he comes again") {
  on_each([](messages::testing::Desk& desk, calls::Service& service) {
    const IntakeId call{4242};
    service.take(incoming(false), desk.rome);
    service.take(event(2, VoiceEvent::Kind::waiting), desk.rome);
    const CaseId id = all(desk).at(0).id;
    const auto key = [&](const access::Scope& scope, std::string_view leg) {
      try {
        return desk.database.write([&](db::Tx& tx) { return service.serve(tx, scope, call, leg).leg; });
      } catch (const Error& error) {
        return error.key();
      }
    };
    CHECK(key(desk.in_rome, "first") == "call.not_found");  // nobody holds it yet
    desk.database.write([&](db::Tx& tx) { desk.cases.assign(tx, desk.in_rome, id, 0, desk.rome_staff, {}); });
    CHECK(key(desk.in_paris, "other").ends_with("not_found"));
    CHECK(key(desk.in_rome, "first") == "first");
    CHECK(key(desk.in_rome, "second") == "first");
    service.take(event(3, VoiceEvent::Kind::answered), desk.rome);
    auto hold = event(4, VoiceEvent::Kind::step, "hold");
    service.take(hold, desk.rome);
    desk.database.read([&](db::Tx& tx) {
      const auto own = service.own(tx, desk.in_rome);
      REQUIRE(own.size() == 1);
      CHECK(own[0].state == "talking");
      CHECK(own[0].held);
      CHECK(own[0].dialled == "+390655501001");
      CHECK(service.served(tx, desk.in_rome, call).agent == desk.rome_staff);
      CHECK(service.own(tx, desk.in_paris).empty());
    });
    desk.database.write([&](db::Tx& tx) { service.give_back(tx, desk.in_rome, call); });
    desk.database.read([&](db::Tx& tx) { CHECK_THROWS_AS(service.served(tx, desk.in_rome, call), Error); });
    service.take(event(5, VoiceEvent::Kind::ended, "caller"), desk.rome);
    CHECK(key(desk.in_rome, "third") == "call.ended");
    desk.database.read([&](db::Tx& tx) { CHECK(service.own(tx, desk.in_rome).empty()); });
  });
}
