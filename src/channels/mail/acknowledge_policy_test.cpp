#include "channels/mail/acknowledge_policy.hpp"

#include <doctest/doctest.h>

namespace aproape::mail {
namespace {

protocol::DecodedMail from(std::string address) {
  protocol::DecodedMail mail;
  mail.from.address = std::move(address);
  return mail;
}

}  // namespace

TEST_CASE("a person gets an acknowledgement") {
  CHECK(refuses_acknowledgement(from("ana@example.org"), "ana@example.org", true, false).empty());
  CHECK(refuses_acknowledgement(from("reply.ana@example.org"), "", false, false).empty());
  CHECK(refuses_acknowledgement(from("noe@example.org"), "noe@example.org", true, false).empty());
}

TEST_CASE("each sign of a machine alone stops it") {
  using protocol::MailClass;
  for (const auto kind : {MailClass::dsn, MailClass::mdn, MailClass::automatic, MailClass::bulk,
                          MailClass::feedback, MailClass::loop}) {
    auto mail = from("ana@example.org");
    mail.kind = kind;
    CHECK(refuses_acknowledgement(mail, "ana@example.org", true, false) == "class");
  }
  auto suppressed = from("ana@example.org");
  suppressed.suppress_reply = true;
  CHECK(refuses_acknowledgement(suppressed, "ana@example.org", true, false) == "suppressed");
  CHECK(refuses_acknowledgement(from("ana@example.org"), "", true, false) == "null_sender");
  CHECK(refuses_acknowledgement(from("ana@example.org"), "ana@example.org", true, true) == "own");
  CHECK(refuses_acknowledgement(from(""), "ana@example.org", true, false) == "no_sender");
}

TEST_CASE("robots are known by their address, from either side") {
  for (const char* address :
       {"no-reply@example.org", "NoReply@example.org", "do_not_reply@example.org",
        "MAILER-DAEMON@example.org", "postmaster@example.org", "bounces+123=x@example.org",
        "shop-noreply@example.org", "nu.raspunde@example.org"}) {
    CAPTURE(address);
    CHECK(refuses_acknowledgement(from(address), "x@example.org", true, false) == "robot");
    CHECK(refuses_acknowledgement(from("ana@example.org"), address, true, false) == "robot");
  }
}

}  // namespace aproape::mail
