#include "formats/mime/forwarded.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace aproape::mime;

namespace {

std::string from_of(std::string_view text, std::string_view subject = "Pass") {
  const auto head = forwarded_head(text, subject);
  return head ? head->from : std::string("none");
}

}  // namespace

TEST_CASE("the marks of mail programs in the citizens' languages") {
  struct Case {
    std::string mark, from;
  };
  const std::vector<Case> cases{
      {"---------- Forwarded message ---------", "From: "},
      {"---------- Forwarded message ---------", "De la: "},
      {"-------- Mesaj redirec\u021bionat --------", "De la: "},
      {"----- Mesaj redirectionat -----", "De la: "},
      {"\u00cenceputul mesajului redirec\u021bionat:", "De la: "},
      {"-------- Weitergeleitete Nachricht --------", "Von: "},
      {"Anfang der weitergeleiteten Nachricht:", "Von: "},
      {"-----Urspr\u00fcngliche Nachricht-----", "Von: "},
      {"-------- Messaggio inoltrato --------", "Da: "},
      {"Inizio messaggio inoltrato:", "Da: "},
      {"-----Messaggio originale-----", "Da: "},
      {"---------- Mensaje reenviado ---------", "De: "},
      {"-----Mensaje original-----", "De: "},
      {"-------- Message transf\u00e9r\u00e9 --------", "De\u00a0: "},
      {"D\u00e9but du message r\u00e9exp\u00e9di\u00e9 :", "De: "},
      {"-----Message d\u2019origine-----", "De : "},
      {"________________________________ Original Message:", "*From:* "},
  };
  for (const auto& one : cases) {
    CAPTURE(one.mark);
    CHECK(from_of("vedeti mai jos\n\n" + one.mark + "\n\n" + one.from +
                  "Ion <ion@example.org>\nSubject: x\n\nbuna\n") == "Ion <ion@example.org>");
  }
}

TEST_CASE("Outlook's bare heading counts where date, addressee or subject stand with it") {
  const std::string german =
      "Zur Kenntnis\n\nVon: Ana Pop <ana@example.org>\nGesendet: Montag, 23. November 2026 10:00\nAn: "
      "madrid@example.org\nBetreff: Pass\n\nHallo\n";
  const auto head = forwarded_head(german, "WG: Pass");
  REQUIRE(head);
  CHECK(head->from == "Ana Pop <ana@example.org>");
  CHECK(head->to == "madrid@example.org");
  CHECK(from_of("De la: Ana Pop [mailto:ana@example.org]\nTrimis: luni\nC\u0103tre: x\nSubiect: y\n") ==
        "Ana Pop <ana@example.org>");
  CHECK(from_of("From: ana@example.org<mailto:ana@example.org>\nSent: Monday\nSubject: y\n") ==
        "ana@example.org");
  CHECK(from_of("Da: ana@example.org\nInviato: luned\u00ec\nA: x@example.org\nOggetto: y\n") ==
        "ana@example.org");
}

TEST_CASE("what only looks like a forward is none") {
  CHECK(from_of("From: ion@example.org\n") == "none");
  CHECK(from_of("Da: ion@example.org\nvorbim maine\n") == "none");
  // A mark inside a sentence, a heading in a quotation, a heading without an address.
  CHECK(from_of("I got a forwarded message yesterday\nFrom: ion@example.org\n") == "none");
  CHECK(from_of("> From: ion@example.org\n> Sent: x\n> To: y\n> Subject: z\n") == "none");
  CHECK(from_of("---------- Forwarded message ---------\nFrom: Ion\n\ntext\n") == "none");
  // An answer carries the message that it answers under the same marks.
  const std::string answered =
      "Multumesc\n-----Original Message-----\nFrom: ion@example.org\nSent: x\nTo: y\nSubject: z\n";
  CHECK(from_of(answered, "Re: Pass") == "none");
  CHECK(from_of(answered, "R\u0103sp: Pass") == "none");
  CHECK(from_of(answered, "Fw: Pass") == "ion@example.org");
  CHECK(from_of("---------- Forwarded message ---------\nFrom: ion@example.org\n", "Re: Pass") ==
        "ion@example.org");
}

TEST_CASE("endless text of marks ends in time") {
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "-- forwarded message --\nFrom: mailto:mailto:@\n";
  CHECK(from_of(text) != "");
}
