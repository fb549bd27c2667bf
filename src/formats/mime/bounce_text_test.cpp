#include "formats/mime/bounce_text.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace aproape::mime;

TEST_CASE("qmail: paragraphs of addresses, the copy below a line") {
  const std::string text =
      "Hi. This is the qmail-send program at mx.example.org.\nI'm afraid I wasn't able to deliver your "
      "message to the following addresses.\n\n<ana@example.org>:\nSorry, no mailbox here by that name. "
      "(#5.1.1)\n\n<ion@example.org>:\n192.0.2.7 does not like recipient.\nRemote host said: 552 5.2.2 "
      "full\n\n--- Below this line is a copy of the message.\n\nReceived: x\nMessage-ID: "
      "<m1@example.org>\nSubject: y\n";
  CHECK(is_qmail_bounce(text));
  const auto told = read_bounce_text(text, {});
  REQUIRE(told.recipients.size() == 2);
  CHECK(told.recipients[0].recipient == "ana@example.org");
  CHECK(told.recipients[0].action == "failed");
  CHECK(told.recipients[0].status == "5.1.1");
  CHECK(told.recipients[1].status == "5.2.2");
  CHECK(told.recipients[1].diagnostic ==
        "192.0.2.7 does not like recipient. Remote host said: 552 5.2.2 full");
  CHECK(told.original_message_id == "m1@example.org");
}

TEST_CASE("Exim: the field names who was not reached") {
  const auto told = read_bounce_text(
      "This message was created automatically by mail delivery software.\n\nA message that you sent could "
      "not "
      "be delivered to one or more of its recipients.\n\n  ana@example.org\n    550 5.1.1 unknown user\n\n"
      "------ This is a copy of the message, including all the headers. ------\n\nMessage-Id: "
      "<m2@example.org>\n",
      "ana@example.org, ion@example.org");
  REQUIRE(told.recipients.size() == 2);
  CHECK(told.recipients[1].recipient == "ion@example.org");
  CHECK(told.recipients[0].status == "5.1.1");
  CHECK(told.original_message_id == "m2@example.org");
}

TEST_CASE("old sendmail: sections for what failed and for what waits") {
  const auto failed = read_bounce_text(
      "The original message was received at Mon, 23 Nov 2026\nfrom localhost\n\n   ----- The following "
      "addresses had "
      "permanent fatal errors -----\n<ana@example.org>\n    (reason: 550 5.1.1 <ana@example.org>... User "
      "unknown)\n\n   ----- Transcript of session follows -----\n... while talking to mx.example.org.:\n>>> "
      "RCPT "
      "To:<ana@example.org>\n<<< 550 5.1.1 <ana@example.org>... User unknown\n550 5.1.1 ana@example.org... "
      "User "
      "unknown\n",
      {});
  REQUIRE(failed.recipients.size() == 1);
  CHECK(failed.recipients[0].recipient == "ana@example.org");
  CHECK(failed.recipients[0].action == "failed");
  CHECK(failed.recipients[0].status == "5.1.1");
  const auto waits = read_bounce_text(
      "**      THIS IS A WARNING MESSAGE ONLY      **\n\n   ----- The following addresses had transient "
      "non-fatal "
      "errors -----\nana@example.org\n\n   ----- Transcript of session follows -----\n451 4.4.1 reply: read "
      "error\n",
      {});
  REQUIRE(waits.recipients.size() == 1);
  CHECK(waits.recipients[0].action == "delayed");
  CHECK(waits.recipients[0].status == "4.4.1");
}

TEST_CASE("Exchange: addresses as links, the reason for administrators further down") {
  const auto modern = read_bounce_text(
      "Delivery has failed to these recipients or groups:\n\nana@example.org<mailto:ana@example.org>\nThe "
      "email "
      "address you entered couldn't be found.\n\nDiagnostic information for administrators:\n\nGenerating "
      "server: "
      "mx.example.org\n\nana@example.org\n#550 5.1.10 RESOLVER.ADR.RecipientNotFound; not found "
      "##\n\nOriginal message headers:\n\nReceived: from x\nMessage-ID: <m3@example.org>\n",
      {});
  REQUIRE(modern.recipients.size() == 1);
  CHECK(modern.recipients[0].recipient == "ana@example.org");
  CHECK(modern.recipients[0].status == "5.1.10");
  CHECK(modern.original_message_id == "m3@example.org");
  const auto old = read_bounce_text(
      "Your message did not reach some or all of the intended recipients.\n\n      Subject:  Pass\n\nThe "
      "following "
      "recipient(s) could not be reached:\n\n      ana@example.org on 11/23/2026 10:00 AM\n            The "
      "e-mail "
      "account does not exist.\n            <mx.example.org #5.1.1 smtp;550 5.1.1 no>\n      Ion Pop "
      "(ion@example.org)\n            Mailbox full #5.2.2\n",
      {});
  REQUIRE(old.recipients.size() == 2);
  CHECK(old.recipients[0].status == "5.1.1");
  CHECK(old.recipients[1].recipient == "ion@example.org");
  CHECK(old.recipients[1].status == "5.2.2");
}

TEST_CASE("Postfix without a report: the reason stands behind the address") {
  const auto told = read_bounce_text(
      "I'm sorry to have to inform you that your message could not\nbe delivered to one or more "
      "recipients.\n\n<ana@example.org>: host mx.example.org[192.0.2.1] said: 550\n    5.1.1 unknown (in "
      "reply to RCPT TO "
      "command)\n",
      {});
  REQUIRE(told.recipients.size() == 1);
  CHECK(told.recipients[0].recipient == "ana@example.org");
  CHECK(told.recipients[0].status == "5.1.1");
}

TEST_CASE("hostile bounces stay bounded") {
  std::string text = "Delivery has failed to these recipients:\n";
  for (int i = 0; i < 50'000; ++i) text += "a" + std::to_string(i) + "@example.org\n";
  CHECK(read_bounce_text(text, {}).recipients.size() == 200);
  CHECK(read_bounce_text(std::string(1'000'000, '<'), {}).recipients.empty());
  CHECK(read_bounce_text("Delivery has failed to these recipients:\n@.\n(\n)\n<>:\n>:\n", {})
            .recipients.empty());
}
