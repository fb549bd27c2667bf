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
