#include <doctest/doctest.h>

#include "base/error.hpp"
#include "channels/sms/channel.hpp"
#include "channels/sms/gateway.hpp"
#include "channels/sms/pace.hpp"
#include "channels/sms/report_token.hpp"
#include "channels/sms/reports.hpp"
#include "channels/sms/repository.hpp"
#include "channels/sms/sms_sender.hpp"
#include "domain/catalogue/service.hpp"
#include "domain/messages/testing/desk.hpp"
#include "domain/network/seed.hpp"

using namespace aproape;
using messages::testing::Desk;
using messages::testing::on_each;
using Outcome = messages::Delivery::Outcome;

namespace {

// The desk with the network of missions: who writes is at home somewhere.
struct Room {
  explicit Room(Desk& desk)
      : catalogue(desk.database, desk.access),
        services{desk.database, desk.network, desk.people, desk.cases, desk.messages},
        intake(services, settings) {
    network::seed_base(desk.network, catalogue);
  }
  catalogue::Service catalogue;
  sms::Settings settings;
  sms::Services services;
  sms::Intake intake;
};

cases::Case newest(Desk& desk) {
  return desk.database.read(
      [&](db::Tx& tx) { return desk.cases.list(tx, desk.system, {.sort = "created"}, "", 1).items.front(); });
}

std::size_t contacts_of(Desk& desk, CaseId id) {
  return desk.database.read([&](db::Tx& tx) { return desk.cases.contacts(tx, desk.system, id).size(); });
}

std::size_t outbox(Desk& desk) {
  return desk.database.read(
      [&](db::Tx& tx) { return desk.messages.list(tx, desk.system, "", {}, 50).size(); });
}

}  // namespace

TEST_CASE("the request says coding, charset, password and where to report, all escaped") {
  sms::Settings settings;
  settings.user = "centru";
  settings.secret = "p&s=w";
  const std::string query =
      sms::sendsms_query(settings, {"Aproape", "+40721555012", "A B€", "http://127.0.0.1/r?type=%d"});
  CHECK(query ==
        "username=centru&password=p%26s%3Dw&from=Aproape&to=%2B40721555012&coding=0&charset=UTF-8&dlr-mask="
        "19&dlr-url=http%3A%2F%2F127.0.0.1%2Fr%3Ftype%3D%25d&text=A%20B%E2%82%AC");
  CHECK(sms::sendsms_query(settings, {"", "+40721555012", "ș", ""}).find("coding=2") != std::string::npos);
}

TEST_CASE("an answer of the gateway decides whether it is tried again, and its reason names no number") {
  CHECK(sms::outcome_of_gateway(202, "0: Accepted for delivery").outcome == Outcome::sent);
  CHECK(sms::outcome_of_gateway(400, "Bad").outcome == Outcome::failed);
  for (const long status : {403L, 404L, 500L, 503L, 302L})
    CHECK(sms::outcome_of_gateway(status, "").outcome == Outcome::try_later);
  CHECK(sms::outcome_of_gateway(400, "no route to +40721555012 today").reason == "400 no route to today");
  CHECK_THROWS_AS(sms::Gateway(sms::Settings{.url = "ftp://x"}), Error);
}

TEST_CASE("a report's token is ours or none") {
  const std::string key(32, 'k');
  const std::string token = sms::make_report_token(key, MessageId{42});
  CHECK(sms::read_report_token(key, token) == MessageId{42});
  CHECK_FALSE(sms::read_report_token(std::string(32, 'x'), token));
  CHECK_FALSE(sms::read_report_token(key, "43" + token.substr(2)));
  CHECK_FALSE(sms::read_report_token(key, "42"));
  CHECK_FALSE(sms::read_report_token(key, ""));
}

TEST_CASE("the pace spreads messages over the second") {
  ManualClock clock(1'790'000'000'000);
  sms::Pace pace(5, clock);
  CHECK(pace.take() == 0);
  CHECK(pace.take() == 200);
  CHECK(pace.take() == 400);
  clock.advance(10 * kSecond);
  CHECK(pace.take() == 0);
}

TEST_CASE("numbers come as networks give them") {
  CHECK(sms::sender_number("40721555012", "RO") == "+40721555012");
  CHECK(sms::sender_number("+39 312 555 0123", "RO") == "+393125550123");
  CHECK(sms::sender_number("0721555012", "RO") == "+40721555012");
  CHECK(sms::sender_number("1234", "RO").empty());
  CHECK(sms::sender_number("VODAFONE", "RO").empty());
}

TEST_CASE("a message makes a case once, at the mission of its number, and is acknowledged once") {
  on_each([](Desk& desk, ManualClock&) {
    Room room(desk);
    const sms::Incoming first{"gw-1", "393125550123", "1234", "Mi-am pierdut pașaportul, ce fac?"};
    CHECK(room.intake.take(first) == sms::Taken::stored);
    CHECK(room.intake.take(first) == sms::Taken::repeated);
    const auto c = newest(desk);
    CHECK(c.channel == "sms");
    CHECK(c.category.empty() == false);
    CHECK(c.placed_by.evidence == std::vector<std::string>{"phone: +39"});
    CHECK(desk.network.directory()->unit(c.unit)->country == "IT");
    CHECK(contacts_of(desk, c.id) == 2);  // with the acknowledgement
    CHECK(outbox(desk) == 1);
    // The next one joins while the case is open.
    CHECK(room.intake.take({"gw-2", "+393125550123", "1234", "Este urgent."}) == sms::Taken::stored);
    CHECK(newest(desk).id == c.id);
    CHECK(contacts_of(desk, c.id) == 3);
    CHECK(outbox(desk) == 1);
    desk.database.write(
        [&](db::Tx& tx) { (void)desk.cases.close(tx, desk.system, c.id, 0, "answered", ""); });
    CHECK(room.intake.take({"gw-3", "+393125550123", "1234", "Altă întrebare"}) == sms::Taken::stored);
    CHECK(newest(desk).id != c.id);
    // Its number named, the closed one opens again.
    CHECK(room.intake.take({"gw-4", "+393125550123", "", "despre " + c.number}) == sms::Taken::stored);
    CHECK(contacts_of(desk, c.id) == 4);
  });
}

TEST_CASE("a name is stored and not answered; a storm of one number is stopped") {
  on_each([](Desk& desk, ManualClock& clock) {
    Room room(desk);
    CHECK(room.intake.take({"a-1", "INFO", "1234", "Oferta zilei"}) == sms::Taken::stored);
    CHECK(outbox(desk) == 0);
    for (int i = 0; i < 60; ++i)
      CHECK(room.intake.take({"b-" + std::to_string(i), "40721555012", "", "x"}) == sms::Taken::stored);
    CHECK(room.intake.take({"b-60", "40721555012", "", "x"}) == sms::Taken::too_many);
    CHECK(room.intake.take({"c-1", "40721555013", "", "x"}) == sms::Taken::stored);
    clock.advance(6 * kMinute);
    CHECK(room.intake.take({"b-60", "40721555012", "", "x"}) == sms::Taken::stored);
    CHECK(outbox(desk) == 2);  // one for each number
    CHECK_THROWS_AS((void)room.intake.take({"", "40721555012", "", "x"}), Error);
    CHECK_THROWS_AS((void)room.intake.take({"d", "40721555012", "", std::string(50'000, 'x')}), Error);
  });
}

TEST_CASE("reports: delivered stands, a failure makes one task, strangers change nothing") {
  on_each([](Desk& desk, ManualClock& clock) {
    Room room(desk);
    messages::Service::Reply reply;
    reply.channel = "sms";
    reply.text = "Este gata.";
    reply.to = {{{}, "+40721555012"}};
    const auto send = [&] {
      return desk.database.write([&](db::Tx& tx) {
        const auto c = desk.open(tx, desk.rome);
        return desk.messages.reply(tx, desk.in_centre, c.id, c.version, reply).message;
      });
    };
    const auto status = [&](MessageId id) {
      return desk.database.read([&](db::Tx& tx) { return desk.messages.get(tx, desk.system, id).status; });
    };
    const auto arrived = send();
    CHECK(sms::take_report(room.services, arrived.id, 8));
    CHECK(status(arrived.id) == "queued");
    CHECK(sms::take_report(room.services, arrived.id, 1));
    CHECK(sms::take_report(room.services, arrived.id, 2));
    CHECK(status(arrived.id) == "delivered");
    const auto lost = send();
    CHECK(sms::take_report(room.services, lost.id, 16));
    CHECK(sms::take_report(room.services, lost.id, 16));
    CHECK(status(lost.id) == "failed");
    const auto tasks =
        desk.database.read([&](db::Tx& tx) { return desk.cases.tasks(tx, desk.system, lost.case_id); });
    CHECK(tasks.size() == 1);
    CHECK_FALSE(sms::take_report(room.services, MessageId{123}, 1));
    clock.advance(kMinute);
  });
}

TEST_CASE("a number gets its share of a day, and nothing is handed over twice") {
  on_each([](Desk& desk, ManualClock& clock) {
    Room room(desk);
    room.settings.per_number = 2;
    const sms::Gateway nowhere(room.settings);
    sms::SmsSender sender(room.services, room.settings, nowhere, [](MessageId) { return std::string(); });
    messages::Message message;
    message.id = MessageId{7};
    message.channel = "sms";
    message.to = {{{}, "+40721555012"}};
    desk.database.write([&](db::Tx& tx) {
      sms::repository::note_handed_over(tx, MessageId{7}, "+40721555012", clock.now());
      sms::repository::note_handed_over(tx, MessageId{8}, "+40721555012", clock.now());
    });
    CHECK(sender.send(message).outcome == Outcome::sent);
    message.id = MessageId{9};
    CHECK(sender.send(message).reason == "sms.per_number");
    clock.advance(kDay + kMinute);
    CHECK(sender.send(message).reason != "sms.per_number");  // asked the gateway, which is not there
  });
}
