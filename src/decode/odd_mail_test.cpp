// Odd mail as the whole reader sees it; its pieces are tested in src/formats/mime.
#include <doctest/doctest.h>

#include <algorithm>
#include <string>

#include "decode/mail_reader.hpp"

using namespace aproape;

namespace {

protocol::DecodedMail read(const std::string& head, const std::string& body,
                           const std::string& from = "From: Ana <ana@example.org>\n") {
  return decode::read_mail(from + "To: contact@example.org\n" + head + "\n" + body).mail;
}

bool has(const protocol::DecodedMail& mail, std::string_view flag) {
  return std::find(mail.flags.begin(), mail.flags.end(), flag) != mail.flags.end();
}

const std::string kDaemon = "From: Mail Delivery Subsystem <MAILER-DAEMON@mx.example.org>\n";

}  // namespace

TEST_CASE("a file uuencoded in the body is a file, the words stay") {
  const auto mail = read("Subject: scan\n", "Atasat:\nbegin 644 ../scan.pdf\n%)5!$1BT`\n`\nend\nMultumesc\n");
  CHECK(mail.text == "Atasat:\nMultumesc\n");
  REQUIRE(mail.attachments.size() == 1);
  CHECK(mail.attachments[0].name == "scan.pdf");
  CHECK(mail.attachments[0].size == 5);
}

TEST_CASE("bounces without a report: class and recipients") {
  const auto exchange =
      read("Subject: Undeliverable: Pass\n",
           "Delivery has failed to these recipients or groups:\n\nion@example.org\n#550 5.1.1 "
           "no ##\n",
           "From: MicrosoftExchange329e71ec88ae4615bbc36ab6ce41109e@example.org\n");
  CHECK(exchange.kind == protocol::MailClass::dsn);
  REQUIRE(exchange.reports.size() == 1);
  CHECK(exchange.reports[0].recipient == "ion@example.org");
  CHECK(exchange.reports[0].status == "5.1.1");
  for (const std::string subject :
       {"Returned mail: see transcript for details", "Unzustellbar: Pass", "Non remis : Pass",
        "Non recapitabile: Pass", "No se puede entregar: Pass", "Nelivrabil: Pass", "failure notice",
        "Warning: could not send message for past 4 hours"}) {
    CAPTURE(subject);
    CHECK(read("Subject: " + subject + "\n", "text\n", kDaemon).kind == protocol::MailClass::dsn);
    // The words alone, in a citizen's subject, are no bounce.
    CHECK(read("Subject: " + subject + "\n", "text\n").kind == protocol::MailClass::normal);
  }
}

TEST_CASE("the returned message beside the text names what bounced") {
  const auto mail =
      read("Subject: Returned mail\nContent-Type: multipart/mixed; boundary=b\n",
           "--b\n\n   ----- The following addresses had permanent fatal errors -----\n<ion@example.org>\n\n"
           "--b\nContent-Type: message/rfc822\n\nMessage-ID: <ours@example.org>\nSubject: x\n\ny\n--b--\n",
           kDaemon);
  CHECK(mail.kind == protocol::MailClass::dsn);
  REQUIRE(mail.reports.size() == 1);
  CHECK(mail.reports[0].original_message_id == "ours@example.org");
}

TEST_CASE("a forward tells who wrote first and to whom") {
  const auto inline_one =
      read("Subject: WG: Pass\nContent-Type: text/plain; charset=utf-8\n",
           "Bitte um Bearbeitung\n\nVon: Ion Pop <ion@example.it>\nGesendet: Montag\nAn: Rom "
           "<roma@example.org>; x@example.org\nBetreff: Pass\n\nHallo\n");
  REQUIRE(inline_one.forwarded_from);
  CHECK(inline_one.forwarded_from->address == "ion@example.it");
  CHECK(inline_one.forwarded_to.at(0) == "roma@example.org");
  CHECK(has(inline_one, "forwarded"));
  const auto attached =
      read("Subject: Fwd: x\nContent-Type: multipart/mixed; boundary=b\n",
           "--b\n\nvezi\n--b\nContent-Type: message/rfc822\n\nFrom: Ion <ion@example.it>\nTo: "
           "roma@example.org\n\ny\n--b--\n");
  REQUIRE(attached.forwarded_from);
  CHECK(attached.forwarded_to.at(0) == "roma@example.org");
  CHECK_FALSE(read("Subject: Re: Pass\n", "Da\n-----Original Message-----\nFrom: ion@example.org\nSent: x\n")
                  .forwarded_from);
}

TEST_CASE("UTF-7 hides no script from the sanitiser") {
  const auto mail = read("Subject: x\nContent-Type: text/html; charset=utf-7\n",
                         "+ADw-p+AD4-salut+ADw-/p+AD4-+ADw-script+AD4-alert(1)+ADw-/script+AD4-\n");
  CHECK(mail.text == "salut\n");
  CHECK(mail.html.find("script") == std::string::npos);
  CHECK(has(mail, "charset_utf7"));
  const auto meta = read("Subject: x\nContent-Type: text/html\n",
                         "<meta charset=utf-7><p>a</p>+ADw-script+AD4-alert(1)+ADw-/script+AD4-\n");
  CHECK(meta.html.find("<script") == std::string::npos);
}

TEST_CASE("2.3: a header that ends with a bare LF in a CRLF mail costs the file no byte") {
  const auto read = decode::read_mail(
      "From: ana@example.org\r\nSubject: x\r\nContent-Type: multipart/mixed; boundary=b\r\n\r\n--b\r\n"
      "Content-Type: application/octet-stream; name=a.bin\r\n\nabc\r\n--b--\r\n");
  REQUIRE(read.mail.attachments.size() == 1);
  CHECK(read.payload == "abc");
}

TEST_CASE("2.3: raw 8-bit subjects are read by subject and body together") {
  const std::string russian =
      "\xf0\xcf\xd4\xc5\xd2\xd1\xce \xd0\xc1\xd3\xd0\xcf\xd2\xd4";  // "Потерян паспорт" in KOI8-R
  const std::string body =
      "\xfa\xc4\xd2\xc1\xd7\xd3\xd4\xd7\xd5\xca\xd4\xc5, \xd1 \xd0\xcf\xd4\xc5\xd2\xd1\xcc "
      "\xd0\xc1\xd3\xd0\xcf\xd2\xd4 \xd7 \xe2\xd5\xc8\xc1\xd2\xc5\xd3\xd4\xc5\n";
  const auto mail = read("Subject: " + russian + "\n", body);
  CHECK(mail.subject ==
        "\u041f\u043e\u0442\u0435\u0440\u044f\u043d \u043f\u0430\u0441\u043f\u043e\u0440\u0442");
  CHECK(has(mail, "charset_missing"));
}

TEST_CASE("2.3: Asian subjects, aliases of charsets, a body in uuencode") {
  CHECK(read("Subject: =?iso-2022-jp?B?GyRCNEE7ehsoQg==?=\n", "x\n").subject == "\u6f22\u5b57");
  CHECK(read("Subject: =?big5?B?p0Gmbg==?=\n", "x\n").subject == "\u4f60\u597d");
  CHECK(read("Subject: =?ks_c_5601-1987?B?yKux5rW/?=\n", "x\n").subject == "\ud64d\uae38\ub3d9");
  CHECK(read("Subject: =?iso-8859-8-i?Q?=F9=EC?=\n", "x\n").subject == "\u05e9\u05dc");
  const auto mail =
      read("Subject: x\nContent-Type: application/pdf; name=a.pdf\nContent-Transfer-Encoding: x-uuencode\n",
           "begin 644 a.pdf\n%4V%L=70\n`\nend\n");
  REQUIRE(mail.attachments.size() == 1);
  CHECK(mail.attachments[0].size == 5);
}
