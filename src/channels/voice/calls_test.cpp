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
