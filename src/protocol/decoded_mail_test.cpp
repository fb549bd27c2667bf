#include <doctest/doctest.h>

#include "protocol/decode_frame.hpp"
#include "protocol/decoded_mail.hpp"

using namespace aproape;

TEST_CASE("a decoded mail survives its JSON") {
  protocol::DecodedMail mail;
  mail.subject = "Pașaport";
  mail.from = {"Ana", "ana@example.org"};
  mail.date = 5;
  mail.kind = protocol::MailClass::dsn;
  mail.attachments.push_back({"a.pdf", "application/pdf", 3, "ff", "c", true, {"macro"}, 7});
  mail.reports.push_back({"x@example.org", "failed", "5.1.1", "no", "id@example.org"});
  mail.forwarded_from = protocol::MailAddress{"Ion", "ion@example.org"};
  mail.forwarded_to = {"roma@example.org"};
  const auto text = json::write(protocol::to_json(mail));
  const auto back = protocol::decoded_mail_from_json(json::parse(text));
  CHECK(json::write(protocol::to_json(back)) == text);
  CHECK(back.kind == protocol::MailClass::dsn);
  CHECK(back.attachments.at(0).offset == 7);
  CHECK_FALSE(back.reply_to);
}

TEST_CASE("a frame header is read back; foreign bytes and absurd lengths are refused") {
  auto bytes = protocol::write_frame_header({protocol::FrameKind::mail, 70'000, 3});
  const auto header = protocol::read_frame_header(bytes);
  REQUIRE(header);
  CHECK(header->json == 70'000);
  bytes[4] = '\x7f';
  CHECK_FALSE(protocol::read_frame_header(bytes));
  CHECK_FALSE(protocol::read_frame_header({}));
}
