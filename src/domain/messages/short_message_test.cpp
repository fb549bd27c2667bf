#include "domain/messages/short_message.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "domain/messages/testing/desk.hpp"

using namespace aproape;
using messages::testing::Desk;
using messages::testing::on_each;
using Outcome = messages::Delivery::Outcome;

namespace {

messages::Service::Reply short_answer() {
  messages::Service::Reply reply;
  reply.channel = "sms";
  reply.text = "Pașaportul este gata.";
  reply.to = {{{}, "0721 555 012"}};
  reply.then = "close";
  reply.draft = R"({"text":"Pașaportul este gata."})";
  return reply;
}

std::string wrong_field(const messages::Service::Reply& reply) {
  try {
    (void)messages::as_short_message(reply, {});
  } catch (const Error& error) {
    return error.fields().front().name + " " + error.fields().front().key;
  }
  return {};
}

}  // namespace

TEST_CASE("a short message has one number, no files and so many parts at most") {
  CHECK(wrong_field(short_answer()).empty());
  auto reply = short_answer();
  reply.to.front().address = "ana@example.org";
  CHECK(wrong_field(reply) == "to sms.no_number");
  reply = short_answer();
  reply.to.push_back({{}, "+40721555013"});
  CHECK(wrong_field(reply) == "to sms.one_number");
  reply = short_answer();
  reply.cc = reply.to;
  CHECK(wrong_field(reply) == "cc sms.one_number");
  reply = short_answer();
  reply.attachments = {messages::UploadId{7}};
  CHECK(wrong_field(reply) == "attachments sms.no_files");
  reply = short_answer();
  reply.text = std::string(6 * 153, 'a');
  CHECK(wrong_field(reply).empty());
  reply.text += 'a';
  CHECK(wrong_field(reply) == "text sms.too_long");
}

TEST_CASE("the number is normalised, the letters by choice") {
  auto reply = short_answer();
  CHECK(messages::as_short_message(reply, {}).to.front().address == "+40721555012");
  CHECK(messages::as_short_message(reply, {}).text == "Pasaportul este gata.");
  reply.plain = false;
  CHECK(messages::as_short_message(reply, {}).text == "Pașaportul este gata.");
  CHECK(messages::short_text(std::string(400, 'a'), 2).size() <= 306);
}

TEST_CASE("an answer by SMS carries no signature, waits for its undo and is no part of the mail thread") {
  on_each([](Desk& desk, ManualClock& clock) {
    const auto c = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    const auto queued = desk.database.write(
        [&](db::Tx& tx) { return desk.messages.reply(tx, desk.in_rome, c.id, c.version, short_answer()); });
    CHECK(queued.message.channel == "sms");
    CHECK(queued.message.text == "Pasaportul este gata.");
    CHECK(queued.changed.status == "closed");
    const auto thread =
        desk.database.read([&](db::Tx& tx) { return desk.cases.thread(tx, desk.in_rome, c.id); });
    CHECK(thread.size() == 1);  // the citizen's mail alone
    desk.database.write([&](db::Tx& tx) {
      CHECK(desk.messages.cancel(tx, desk.in_rome, queued.message.id) == short_answer().draft);
    });
    CHECK(desk.database.read([&](db::Tx& tx) { return desk.cases.get(tx, desk.in_rome, c.id); }).status !=
          "closed");
    clock.advance(kMinute);
    CHECK_FALSE(
        desk.database.write([&](db::Tx& tx) { return desk.messages.claim(tx, "sms", "a", kMinute); }));
  });
}

TEST_CASE("a mail that waits for its relay holds up no SMS of the same case") {
  on_each([](Desk& desk, ManualClock& clock) {
    const auto c = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    messages::Service::Reply mail;
    mail.text = "Bună ziua";
    mail.to = {{{}, "stefan@example.org"}};
    const auto first = desk.database.write(
        [&](db::Tx& tx) { return desk.messages.reply(tx, desk.in_rome, c.id, c.version, mail); });
    const auto second = desk.database.write([&](db::Tx& tx) {
      return desk.messages.reply(tx, desk.in_rome, c.id, first.changed.version, short_answer());
    });
    clock.advance(kMinute);
    const auto claimed =
        desk.database.write([&](db::Tx& tx) { return desk.messages.claim(tx, "sms", "a", kMinute); });
    REQUIRE(claimed);
    CHECK(claimed->id == second.message.id);
  });
}

TEST_CASE("what came by SMS is acknowledged by SMS, once a case and number") {
  on_each([](Desk& desk, ManualClock& clock) {
    desk.database.write([&](db::Tx& tx) {
      const auto c = desk.open(tx, desk.rome);
      auto contact = Desk::mail(c.id, "+40721555012", "Unde este pașaportul meu?");
      contact.channel = "sms";
      const auto id = desk.messages.acknowledge(tx, desk.system, contact);
      REQUIRE(id);
      const auto sent = desk.messages.get(tx, desk.system, *id);
      CHECK(sent.channel == "sms");
      CHECK(sent.text.find(c.number) != std::string::npos);
      CHECK(sent.text.find("Puteti adauga") != std::string::npos);
      CHECK_FALSE(desk.messages.acknowledge(tx, desk.system, contact));
      clock.advance(2 * kDay);
      CHECK_FALSE(desk.messages.acknowledge(tx, desk.system, contact));
      const auto other = desk.open(tx, desk.rome);
      contact.case_id = other.id;
      CHECK(desk.messages.acknowledge(tx, desk.system, contact));
    });
  });
}
