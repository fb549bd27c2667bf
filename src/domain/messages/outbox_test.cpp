#include <doctest/doctest.h>

#include <algorithm>
#include <functional>

#include "base/error.hpp"
#include "domain/messages/rendering.hpp"
#include "domain/messages/reply_token.hpp"
#include "domain/messages/testing/desk.hpp"

using namespace aproape;
using messages::testing::Desk;
using messages::testing::on_each;
using Outcome = messages::Delivery::Outcome;

namespace {

messages::Service::Reply answer() {
  messages::Service::Reply reply;
  reply.text = "Bună ziua, vă ajutăm.";
  reply.html = "<p>Bună ziua<script>x()</script></p>";
  reply.to = {{"Ștefan", "stefan@example.org"}};
  reply.then = "wait";
  reply.draft = R"({"text":"Bună ziua"})";
  return reply;
}

}  // namespace

TEST_CASE("a reply token is read only under the key that made it") {
  const std::string key(32, 'k');
  const CaseId id{123456789012345};
  const std::string token = messages::make_reply_token(key, id);
  CHECK(messages::read_reply_token(key, token) == id);
  std::string other = token;
  other[15] = other[15] == '0' ? '1' : '0';
  CHECK_FALSE(messages::read_reply_token(key, other));
  CHECK_FALSE(messages::read_reply_token(std::string(32, 'x'), token));
  CHECK_FALSE(messages::read_reply_token(key, "AP-2026-000001"));
}

TEST_CASE("placeholders are data") {
  CHECK(messages::render_text("{{case.subject}}!", {{"case.subject", "{{case.number}} <b>"}}) ==
        "{{case.number}} <b>!");
  CHECK(messages::render_text("{{#mission.phone}}tel{{/mission.phone}}", {{"mission.phone", ""}}).empty());
  CHECK_THROWS_AS((void)messages::render_text("{{#a}}", {}), Error);
}

TEST_CASE("a reply waits for its undo time, keeps its order and threads") {
  on_each([](Desk& desk, ManualClock& clock) {
    const auto c = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    const auto queued = desk.database.write(
        [&](db::Tx& tx) { return desk.messages.reply(tx, desk.in_rome, c.id, c.version, answer()); });
    CHECK(queued.changed.status == "waiting");
    CHECK(queued.message.html.find("script") == std::string::npos);
    CHECK(queued.message.subject.find(c.number) != std::string::npos);
    CHECK(queued.message.references.size() == 1);
    CHECK(desk.messages.case_of_token(queued.message.token) == c.id);
    const auto claim = [&](std::string_view holder) {
      return desk.database.write(
          [&](db::Tx& tx) { return desk.messages.claim(tx, "mail", holder, kMinute); });
    };
    CHECK_FALSE(claim("a"));
    const auto second = desk.database.write([&](db::Tx& tx) {
      auto later = answer();
      later.delay = 0;
      return desk.messages.reply(tx, desk.in_rome, c.id, queued.changed.version, later);
    });
    CHECK_FALSE(claim("a"));  // the second may not overtake the first
    clock.advance(11 * kSecond);
    const auto first = claim("a");
    REQUIRE(first);
    CHECK(first->id == queued.message.id);
    CHECK_FALSE(claim("b"));
    clock.advance(2 * kMinute);  // the sender was lost
    const auto again = claim("b");
    REQUIRE(again);
    CHECK(again->maybe_sent);
    CHECK(again->message_id == first->message_id);
    desk.database.write([&](db::Tx& tx) {
      CHECK_FALSE(desk.messages.record(tx, first->id, "a", {Outcome::sent, {}}));
      CHECK(desk.messages.record(tx, first->id, "b", {Outcome::sent, {}}));
    });
    CHECK(claim("b")->id == second.message.id);
  });
}

TEST_CASE(
    "an answer names the citizen's last mail, not our acknowledgement of it, and refers to the whole "
    "thread") {
  on_each([](Desk& desk, ManualClock& clock) {
    desk.database.write([&](db::Tx& tx) {
      const auto c = desk.open(tx, desk.rome);
      const auto first = desk.cases.contacts(tx, desk.system, c.id).front();
      const auto acknowledgement = desk.messages.acknowledge(tx, desk.system, first);
      REQUIRE(acknowledgement);
      const auto ours = desk.messages.get(tx, desk.system, *acknowledgement).message_id;
      clock.advance(kMinute);
      auto automatic = desk.mail(c.id, "stefan@example.org", "Sunt în concediu.");
      automatic.automatic = true;
      desk.cases.add_contact(tx, desk.system, automatic);
      const auto version = desk.cases.get(tx, desk.system, c.id).version;
      const auto queued = desk.messages.reply(tx, desk.in_rome, c.id, version, answer());
      CHECK(queued.message.in_reply_to == first.message_id);
      CHECK(queued.message.references ==
            std::vector<std::string>{ours, automatic.message_id, first.message_id});
    });
  });
}

TEST_CASE("undo gives the draft back, and only before it left") {
  on_each([](Desk& desk, ManualClock& clock) {
    const auto c = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    const auto queued = desk.database.write(
        [&](db::Tx& tx) { return desk.messages.reply(tx, desk.in_rome, c.id, c.version, answer()); });
    desk.database.write([&](db::Tx& tx) {
      CHECK_THROWS_AS((void)desk.messages.cancel(tx, desk.in_paris, queued.message.id), Error);
      CHECK(desk.messages.cancel(tx, desk.in_rome, queued.message.id) == answer().draft);
      CHECK(desk.cases.contacts(tx, desk.in_rome, c.id).size() == 1);
    });
    clock.advance(kMinute);
    CHECK_FALSE(
        desk.database.write([&](db::Tx& tx) { return desk.messages.claim(tx, "mail", "a", kMinute); }));
    CHECK_THROWS_AS(
        desk.database.write([&](db::Tx& tx) { desk.messages.cancel(tx, desk.in_rome, queued.message.id); }),
        Error);
  });
}

namespace {

// All that an answer changes at a case, as one text.
std::string stand(Desk& desk, CaseId id) {
  return desk.database.read([&](db::Tx& tx) {
    const cases::Case c = desk.cases.get(tx, desk.system, id);
    std::string text = c.status + '|' + c.waiting_on.kind + '|' + std::to_string(c.waiting_on.since) + '|' +
                       c.holder.str() + '|' + c.snippet + '|' + (c.answer_due ? "due" : "") + '|' +
                       c.resolution + '|' + std::to_string(c.snoozed_until.value_or(0)) + '|' +
                       std::to_string(c.due_at.value_or(0)) + '|' + std::to_string(c.closed_at.value_or(0));
    for (const auto& one : desk.cases.clocks(tx, desk.system, id))
      text += '|' + one.clock.rule + ' ' + one.clock.state + ' ' +
              std::to_string(one.clock.due_at.value_or(0)) + ' ' + std::to_string(one.clock.pauses.size());
    return text;
  });
}

messages::Message send(Desk& desk, CaseId id, std::string_view then) {
  return desk.database.write([&](db::Tx& tx) {
    auto reply = answer();
    reply.then = then;
    return desk.messages.reply(tx, desk.in_rome, id, 0, reply).message;
  });
}

void undo(Desk& desk, const messages::Message& message) {
  desk.database.write([&](db::Tx& tx) { (void)desk.messages.cancel(tx, desk.in_rome, message.id); });
}

}  // namespace

TEST_CASE("undo leaves the case and its clocks as if nothing had been sent") {
  on_each([](Desk& desk, ManualClock& clock) {
    for (const std::string_view then : {"keep", "wait", "close"}) {
      for (const std::string_view before : {"new", "waiting", "snoozed"}) {
        const auto c = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
        desk.database.write([&](db::Tx& tx) {
          if (before == "waiting")
            desk.cases.wait(tx, desk.in_rome, c.id, 0, {"citizen", "", 0, clock.now() + 9 * kDay});
          if (before == "snoozed") desk.cases.snooze(tx, desk.in_rome, c.id, 0, clock.now() + kDay);
        });
        const std::string was = stand(desk, c.id);
        CHECK(was.find("running") != std::string::npos);
        clock.advance(kMinute);
        const auto message = send(desk, c.id, then);
        CHECK(stand(desk, c.id) != was);
        clock.advance(5 * kSecond);
        undo(desk, message);
        CHECK_MESSAGE(stand(desk, c.id) == was, before << " and " << then);
      }
    }
  });
}

TEST_CASE("undo keeps what happened after the answer, and runs the clock of the older message") {
  on_each([](Desk& desk, ManualClock& clock) {
    const auto c = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    const auto due = c.due_at;
    REQUIRE(due);
    const auto message = send(desk, c.id, "close");
    clock.advance(5 * kSecond);
    desk.database.write([&](db::Tx& tx) {
      desk.cases.add_contact(tx, desk.system, Desk::mail(c.id, "stefan@example.org", "Mai am o întrebare"));
    });
    undo(desk, message);
    const auto now = desk.database.read([&](db::Tx& tx) { return desk.cases.get(tx, desk.in_rome, c.id); });
    CHECK(now.status == "open");
    CHECK(now.answer_due);
    CHECK(now.snippet == "Mai am o întrebare");
    CHECK(now.holder.empty());
    CHECK(now.due_at == due);
    std::vector<std::string> live;
    desk.database.read([&](db::Tx& tx) {
      for (const auto& one : desk.cases.clocks(tx, desk.in_rome, c.id))
        if (one.clock.live()) live.push_back(one.clock.rule);
    });
    std::sort(live.begin(), live.end());
    CHECK(live == std::vector<std::string>{"legal.petition", "service.p3.answer"});
  });
}

TEST_CASE("of two answers the case is open again when both were taken back, in either order") {
  on_each([](Desk& desk, ManualClock& clock) {
    for (const bool first_first : {true, false}) {
      const auto c = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
      const std::string was = stand(desk, c.id);
      const auto first = send(desk, c.id, "keep");
      clock.advance(kSecond);
      const auto second = send(desk, c.id, "wait");
      const std::string between = stand(desk, c.id);
      undo(desk, first_first ? first : second);
      if (first_first) CHECK(stand(desk, c.id) == between);
      undo(desk, first_first ? second : first);
      CHECK(stand(desk, c.id) == was);
    }
  });
}

TEST_CASE("whom only an undone answer was for has not taken part") {
  on_each([](Desk& desk, ManualClock&) {
    const auto c = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    const auto message = desk.database.write([&](db::Tx& tx) {
      auto reply = answer();
      reply.to = {{"", "wrong@example.org"}};
      return desk.messages.reply(tx, desk.in_rome, c.id, 0, reply).message;
    });
    desk.database.write([&](db::Tx& tx) {
      CHECK(desk.contacts.takes_part(tx, c.id, "wrong@example.org"));
      (void)desk.messages.cancel(tx, desk.in_rome, message.id);
      CHECK_FALSE(desk.contacts.takes_part(tx, c.id, "wrong@example.org"));
      CHECK(desk.contacts.takes_part(tx, c.id, "stefan@example.org"));
    });
  });
}

TEST_CASE("a delivery is tried for days, then becomes a task; a bounce at once") {
  on_each([](Desk& desk, ManualClock& clock) {
    auto c = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    desk.database.write(
        [&](db::Tx& tx) { desk.messages.reply(tx, desk.in_rome, c.id, c.version, answer()); });
    const Millis begin = clock.now();
    std::string status;
    MessageId id;
    for (int i = 0; i < 50 && status != "failed"; ++i) {
      clock.advance(13 * kHour);
      desk.database.write([&](db::Tx& tx) {
        const auto m = desk.messages.claim(tx, "mail", "a", kMinute);
        REQUIRE(m);
        id = m->id;
        desk.messages.record(tx, id, "a", {Outcome::try_later, "451 4.7.1 later"});
        status = desk.messages.get(tx, desk.in_rome, id).status;
      });
    }
    CHECK(status == "failed");
    CHECK(clock.now() - begin > 3 * kDay);
    desk.database.write([&](db::Tx& tx) {
      CHECK(desk.cases.tasks(tx, desk.in_rome, c.id).size() == 1);
      desk.messages.retry(tx, desk.in_rome, id);
      desk.messages.record_report(tx, id, "failed", "5.1.1");
      CHECK(desk.cases.tasks(tx, desk.in_rome, c.id).size() == 2);
      CHECK(desk.cases.get(tx, desk.in_rome, c.id).flags == std::vector<std::string>{"bounced"});
    });
  });
}

TEST_CASE("one acknowledgement a case and a sender's day") {
  on_each([](Desk& desk, ManualClock& clock) {
    int sent = 0;
    const auto mail_in = [&](std::string_view from) {
      desk.database.write([&](db::Tx& tx) {
        const auto c = desk.open(tx, desk.rome, from);
        for (int i = 0; i < 2; ++i)
          if (desk.messages.acknowledge(tx, desk.system, desk.cases.contacts(tx, desk.system, c.id).front()))
            ++sent;
      });
    };
    for (int i = 0; i < 5; ++i) mail_in("stefan@example.org");
    CHECK(sent == 1);
    mail_in("ana@example.org");
    CHECK(sent == 2);
    clock.advance(kDay + kHour);
    mail_in("STEFAN@example.org");
    CHECK(sent == 3);
    const auto list = desk.database.read(
        [&](db::Tx& tx) { return desk.messages.list(tx, desk.in_rome, "queued", {}, 10); });
    REQUIRE(list.size() == 3);
    CHECK(list.front().text.find(list.front().case_number) != std::string::npos);
    CHECK(desk.database.read([&](db::Tx& tx) { return desk.messages.list(tx, desk.in_paris, "", {}, 10); })
              .empty());
  });
}

TEST_CASE("a note is nowhere in what leaves") {
  on_each([](Desk& desk, ManualClock&) {
    const auto c = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    desk.database.write([&](db::Tx& tx) {
      desk.cases.add_note(tx, desk.in_rome, c.id, "SECRETNOTE");
      const auto now = desk.cases.get(tx, desk.in_rome, c.id);
      const auto queued = desk.messages.reply(tx, desk.in_rome, c.id, now.version, answer());
      CHECK((queued.message.text + queued.message.html + queued.message.subject).find("SECRETNOTE") ==
            std::string::npos);
      for (const auto& contact : desk.cases.contacts(tx, desk.in_rome, c.id))
        CHECK((contact.text + contact.html).find("SECRETNOTE") == std::string::npos);
    });
  });
}
