#include "channels/mail/pipeline.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include "base/error.hpp"
#include "channels/mail/intake.hpp"
#include "channels/mail/quarantine.hpp"
#include "db/testing/database.hpp"
#include "domain/catalogue/service.hpp"
#include "domain/network/seed.hpp"

namespace aproape::mail {
namespace {

// Gives what the test says, whatever the bytes are.
class ScriptedReader final : public MailReader {
 public:
  decode::MailResult read(int) override {
    if (!fault.empty()) throw Error(kind, fault);
    return next;
  }
  decode::MailResult next;
  std::string fault;
  ErrorKind kind = ErrorKind::invalid;
};

struct Fixture {
  db::testing::TestDatabase database;
  audit::Service audit{*database, database.dir()};
  access::Service access{*database, audit, database.dir()};
  catalogue::Service catalogue{*database, access};
  network::Service network{*database, access};
  deadlines::Service deadlines{*database, network};
  search::Service search{*database};
  people::Service people{*database, audit, search};
  contacts::Service contacts{*database};
  routing::Service routing{*database, network};
  classification::Service classification{*database, contacts};
  cases::Service cases{*database, audit, people, contacts, search, deadlines, routing, classification};
  messages::Service messages{
      *database, cases, contacts, people, access, network, {"contact@example.org", database.dir()}};
  storage::Blobs blobs{database.dir(), *database};
  Services services{*database, blobs, network, people, contacts, cases, messages};
  Settings settings;
  Recipients recipients{"contact@example.org", {}, [](auto, auto) { return std::optional<UnitId>(); }};
  Intake intake{*database, blobs};
  ScriptedReader reader;
  Pipeline pipeline{services, recipients, settings, reader};
  IntakeRepository intakes;
  access::Scope scope = access::Scope::system("test");

  Fixture() {
    network::seed_base(network, catalogue);
    database->write([&](db::Tx& tx) { messages.seed_templates(tx); });
  }
  IntakeRecord receive(protocol::DecodedMail mail, const std::string& raw,
                       const std::string& sender = "ana@example.net",
                       const std::string& to = "contact@example.org") {
    const auto taken =
        intake.accept(raw, {.route = "smtp", .sender = sender, .recipients = {to}, .peer = "192.0.2.1"});
    reader.next.mail = std::move(mail);
    pipeline.process(taken.id, false, 1);
    return record(taken.id);
  }
  IntakeRecord record(IntakeId id) {
    return *database->read([&](db::Tx& tx) { return intakes.find(tx, id); });
  }
  std::size_t outbox() {
    return database->read([&](db::Tx& tx) { return messages.list(tx, scope, "", {}, 100).size(); });
  }
};

protocol::DecodedMail mail_of(std::string id, std::string subject, std::string text) {
  protocol::DecodedMail mail;
  mail.from = {"Ana Pop", "ana@example.net"};
  mail.to = {{"", "contact@example.org"}};
  mail.message_id = std::move(id);
  mail.subject = std::move(subject);
  mail.text = std::move(text);
  return mail;
}

}  // namespace

TEST_CASE("a mail becomes one case in its mission with one acknowledgement, and its reply joins") {
  Fixture f;
  f.reader.next.payload = "scan";
  auto first = mail_of("one@example.net", "Pașaport pierdut",
                       "Bună ziua, locuiesc la Milano și mi-am pierdut pașaportul.");
  protocol::MailAttachment part;
  part.name = "denunț.pdf";
  part.type = "application/pdf";
  part.size = 4;
  part.sha256 = "x";
  first.attachments.push_back(part);
  const auto one = f.receive(first, "Message-ID: <one@example.net>\r\n\r\nx");
  CHECK(one.state == "cased");
  REQUIRE_FALSE(one.case_id.empty());
  f.database->read([&](db::Tx& tx) {
    const auto found = f.cases.get(tx, f.scope, one.case_id);
    CHECK(f.network.directory()->mission_code(found.unit) == "it-milan-cg");
    CHECK(found.placed_by.reason == "text");
    CHECK(found.language == "ro");
    const auto contacts = f.contacts.of_case(tx, one.case_id);
    REQUIRE_FALSE(contacts.empty());
    REQUIRE(contacts.front().attachments.size() == 1);
    CHECK(contacts.front().attachments.front().scan == "not_scanned");
    CHECK(f.blobs.get(tx, contacts.front().attachments.front().blob) == "scan");
  });
  CHECK(f.outbox() == 1);

  f.pipeline.process(one.id, false, 2);  // the job again, after a crash: nothing changes
  CHECK(f.outbox() == 1);

  auto reply = mail_of("two@example.net", "Re: Pașaport pierdut", "Mulțumesc.");
  reply.in_reply_to = "one@example.net";
  const auto two = f.receive(reply, "Message-ID: <two@example.net>\r\n\r\ny");
  CHECK(two.case_id == one.case_id);
  CHECK(f.outbox() == 1);

  auto stranger = mail_of("three@example.com", "Re: Pașaport pierdut", "Spuneți-mi tot.");
  stranger.from.address = "eve@example.com";
  stranger.in_reply_to = "one@example.net";
  const auto three = f.receive(stranger, "Message-ID: <three@example.com>\r\n\r\nz", "eve@example.com");
  CHECK(three.case_id != one.case_id);

  auto token = mail_of("four@example.com", "Altceva", "Scriu de pe altă adresă.");
  token.from.address = "ana.other@example.com";
  const std::string to = "contact+c." + f.messages.reply_token(one.case_id) + "@example.org";
  CHECK(f.receive(token, "Message-ID: <four@example.com>\r\n\r\nw", "ana.other@example.com", to).case_id ==
        one.case_id);
}

TEST_CASE("a forwarded mail belongs to who wrote it first, and to whom") {
  Fixture f;
  const auto unit_of = [&](const IntakeRecord& record) {
    return f.database->read([&](db::Tx& tx) {
      return f.network.directory()->mission_code(f.cases.get(tx, f.scope, record.case_id).unit);
    });
  };
  f.receive(
      mail_of("one@example.net", "Pa\u0219aport", "Locuiesc la Milano \u0219i am pierdut pa\u0219aportul."),
      "Message-ID: <one@example.net>\r\n\r\nx");
  auto forward = mail_of("two@example.com", "Fwd: Acte", "Spre \u0219tiin\u021b\u0103.");
  forward.from = {"Coleg", "coleg@example.com"};
  forward.forwarded_from = protocol::MailAddress{"Ana Pop", "ana@example.net"};
  CHECK(unit_of(f.receive(forward, "Message-ID: <two@example.com>\r\n\r\ny", "coleg@example.com")) ==
        "it-milan-cg");
  // Without that person known, nothing is claimed, whatever the colleague dealt with before; a mail of ours
  // that comes back forwarded says nothing.
  auto unknown = forward;
  unknown.message_id = "three@example.com";
  unknown.subject = "Fwd: Altele";
  unknown.forwarded_from->address = "nimeni@example.net";
  CHECK(unit_of(f.receive(unknown, "Message-ID: <three@example.com>\r\n\r\nz", "coleg@example.com")).empty());
  auto ours = forward;
  ours.message_id = "four@example.com";
  ours.subject = "Fwd: Confirmare";
  ours.from.address = "altul@example.com";
  ours.forwarded_from->address = "contact@example.org";
  CHECK(unit_of(f.receive(ours, "Message-ID: <four@example.com>\r\n\r\nw", "altul@example.com")).empty());
}

TEST_CASE("the same message twice is one case; without a Message-ID two pleas are two") {
  Fixture f;
  const std::string raw = "Message-ID: <a@example.net>\r\n\r\nx";
  f.receive(mail_of("a@example.net", "Acte", "text"), raw);
  const auto again = f.intake.accept("Received: x\r\n" + raw, {.route = "lmtp", .sender = "ana@example.net"});
  CHECK(again.duplicate);
  CHECK_FALSE(f.intake.accept("Subject: x\r\n\r\nx", {.route = "smtp"}).duplicate);
  CHECK_FALSE(f.intake.accept("Subject: x\r\n\r\nx", {.route = "smtp"}).duplicate);
}

TEST_CASE("what cannot be read is held with its bytes, and release makes a case of it") {
  Fixture f;
  f.reader.fault = "decode.crashed";
  const auto bad = f.receive({}, "bomb");
  CHECK(bad.state == "held");
  CHECK(bad.reason == "unreadable");
  Quarantine quarantine(f.services, f.audit);
  CHECK(quarantine.list(f.scope, "held", {}, 10).size() == 1);
  CHECK(quarantine.raw(f.scope, bad.id) == "bomb");
  quarantine.release(f.scope, bad.id);
  f.pipeline.process(bad.id, true, 1);
  CHECK(f.record(bad.id).state == "released");
  CHECK_FALSE(f.record(bad.id).case_id.empty());
  CHECK_THROWS_AS(quarantine.release(f.scope, bad.id), Error);
  CHECK(f.outbox() == 0);
}

TEST_CASE("a reader that met its limit is another reason, and the mail can be read again") {
  Fixture f;
  f.reader.fault = "decode.limit";
  const auto bad = f.receive({}, "bomb");
  CHECK(bad.state == "held");
  CHECK(bad.reason == "decode_limit");
  f.reader.fault.clear();
  f.reader.next.mail = mail_of("a@example.net", "Acte", "Text.");
  Quarantine quarantine(f.services, f.audit);
  quarantine.reparse(f.scope, bad.id);
  f.pipeline.process(bad.id, false, 1);
  CHECK(f.record(bad.id).state == "cased");
}

TEST_CASE("a reader that is down loses nothing: the entry stays") {
  Fixture f;
  f.reader.fault = "decode.down";
  f.reader.kind = ErrorKind::unavailable;
  CHECK_THROWS_AS(f.receive(mail_of("a@b", "x", "y"), "m"), Error);
  f.database->read([&](db::Tx& tx) { CHECK(f.intakes.list(tx, "received", 0, 10).size() == 1); });
}

TEST_CASE("bulk, loops and reports make no case; none is answered") {
  Fixture f;
  auto bulk = mail_of("a@b", "Newsletter", "x");
  bulk.kind = protocol::MailClass::bulk;
  CHECK(f.receive(bulk, "1").reason == "bulk");
  auto loop = mail_of("c@d", "x", "x");
  loop.from.address = "contact@example.org";
  CHECK(f.receive(loop, "2").reason == "loop");
  auto mdn = mail_of("e@f", "x", "x");
  mdn.kind = protocol::MailClass::mdn;
  CHECK(f.receive(mdn, "3").state == "held");
  CHECK(f.outbox() == 0);
  // A report that names no message of ours is ordinary mail, marked.
  auto forged = mail_of("g@h", "Undelivered", "x");
  forged.kind = protocol::MailClass::dsn;
  CHECK(f.receive(forged, "4", "").state == "cased");
  CHECK(f.outbox() == 0);
}

}  // namespace aproape::mail
