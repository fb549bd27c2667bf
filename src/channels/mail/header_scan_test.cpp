#include "channels/mail/header_scan.hpp"

#include <doctest/doctest.h>

namespace aproape::mail {

TEST_CASE("the Message-ID is found in any form") {
  CHECK(scan_header("Message-ID: <a@b>\r\n\r\nx").message_id == "a@b");
  CHECK(scan_header("From: x\r\nMESSAGE-id:\r\n <a@b>\r\nTo: y\r\n\r\nx").message_id == "a@b");
  CHECK(scan_header("Message-ID: a@b\nTo: y\n\nx").message_id == "a@b");
  CHECK(scan_header("Message-ID: <a@b").message_id == "a@b");
  CHECK(scan_header("Subject: Message-ID: <a@b>\r\n\r\n").message_id.empty());
  CHECK(scan_header("To: y\r\n\r\nMessage-ID: <a@b>\r\n").message_id.empty());
  CHECK(scan_header("Message-ID: <first@b>\r\nMessage-ID: <second@b>\r\n\r\n").message_id == "first@b");
  CHECK(scan_header("").message_id.empty());
  CHECK(scan_header("\r\n").digest_id.empty());
}

TEST_CASE("trace fields and line ends at the end do not change the body's digest") {
  const auto plain = scan_header("Message-ID: <a@b>\r\n\r\nBună ziua\r\n");
  const auto traced =
      scan_header("Return-Path: <x@y>\r\nReceived: by z\r\nMessage-ID: <a@b>\r\n\r\nBună ziua\r\n\r\n");
  CHECK(plain.digest_body == traced.digest_body);
  CHECK(plain.digest_id == traced.digest_id);
  CHECK(plain.digest_body != scan_header("Message-ID: <a@b>\r\n\r\nBună seara\r\n").digest_body);
  CHECK(plain.digest_body.size() == 64);
}

TEST_CASE("sha256 of the empty text") {
  CHECK(sha256_hex("") == "e3b0c44298fc1c149afbf4c8996fb92427ae41e4649b934ca495991b7852b855");
}

}  // namespace aproape::mail
