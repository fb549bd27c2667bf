#include <doctest/doctest.h>

#include <string>

#include "formats/mime/attachment_name.hpp"
#include "formats/mime/calendar.hpp"
#include "formats/mime/charset.hpp"
#include "formats/mime/classify.hpp"
#include "formats/mime/delivery_report.hpp"
#include "formats/mime/encoded_word.hpp"
#include "formats/mime/line_ends.hpp"
#include "formats/mime/message_ids.hpp"
#include "formats/mime/structure.hpp"
#include "formats/mime/transfer.hpp"

using namespace aproape::mime;

namespace {

Flags flags;
const Detector none;

Classification told(const std::string& header, std::string_view sender = "ana@example.org",
                    std::string_view subject = "Salut") {
  Flags found;
  const Part part = read_structure(header + "\n\ntext\n", {}, none, found);
  return classify(part.headers, part.type, sender, subject, {});
}

}  // namespace

TEST_CASE("automatic mail is known by its headers and never acknowledged") {
  CHECK(told("Subject: x").kind == Kind::normal);
  CHECK_FALSE(told("Subject: x").suppress_reply);
  CHECK_FALSE(told("Auto-Submitted: no").suppress_reply);
  CHECK(told("Auto-Submitted: auto-replied (vacation)").kind == Kind::automatic);
  CHECK(told("Auto-Submitted: auto-generated").kind == Kind::automatic);
  CHECK(told("Precedence: bulk").kind == Kind::bulk);
  CHECK(told("Precedence: auto_reply").kind == Kind::automatic);
  CHECK(told("List-Unsubscribe: <https://example.org/u>").kind == Kind::bulk);
  CHECK(told("X-Aproape-Loop: t").kind == Kind::loop);
  CHECK(told("Content-Type: multipart/report; report-type=delivery-status").kind == Kind::dsn);
  CHECK(told("Content-Type: multipart/report; report-type=disposition-notification").kind == Kind::mdn);
  CHECK(told("Content-Type: multipart/report; report-type=feedback-report").kind == Kind::feedback);
  CHECK(told("X: y", "MAILER-DAEMON@example.org", "Undelivered Mail Returned to Sender").kind == Kind::dsn);
  CHECK(told("X: y", "ana@example.org", "Răspuns automat: Programare").kind == Kind::automatic);
  CHECK(told("X: y", "ana@example.org", "Re: Automatic reply: ce înseamnă?").kind == Kind::normal);
}

TEST_CASE("a wish for silence or a null path does not make a mail automatic (A2)") {
  for (const std::string header :
       {"X-Auto-Response-Suppress: DR, OOF, AutoReply", "X-Auto-Response-Suppress: All", "Return-Path: <>"}) {
    CHECK(told(header).kind == Kind::normal);
    CHECK(told(header).suppress_reply);
  }
  CHECK(told("X: y", "no-reply@example.org").suppress_reply);
  CHECK_FALSE(told("X-Auto-Response-Suppress: DR, RN").suppress_reply);
}

TEST_CASE("encoded words are read although mailers break them") {
  CHECK(decode_header_text("=?utf-8?q?Pa=C8=99aport?=", none, flags) == "Pașaport");
  CHECK(decode_header_text("=?utf-8?B?UGHImWFwb3J0?= =?utf-8?B?IG5vdQ?=", none, flags) == "Pașaport nou");
  CHECK(decode_header_text("=?utf-8?q?Pa=C8?= =?utf-8?q?=99aport?=", none, flags) ==
        "Pașaport");  // cut inside ș
  CHECK(decode_header_text("=?utf-8?q?Pa=C8=99aport", none, flags) == "Pașaport");
  CHECK(decode_header_text("=?iso-8859-16?q?Pa=BAaport?= la Roma", none, flags) == "Pașaport la Roma");
  CHECK(decode_header_text("a =? b", none, flags) == "a =? b");
  CHECK(repair_encoded_words("=?utf-8?B?UGHImWFwb3J0IG?= <a@b>", flags) ==
        "=?utf-8?B?UGHImWFwb3J0IG==?= <a@b>");
}

TEST_CASE("transfer encodings forgive") {
  CHECK(decode_base64("U2FsdXQ", flags) == "Salut");
  CHECK(decode_base64("U2Fs\r\n!dXQ=", flags) == "Salut");
  CHECK(decode_base64("U2Fsdd", flags).size() == 4);
  CHECK(decode_quoted_printable("a=\r\nb=C8=99 =zz  \r\nc") == "ab\u0219 =zz\r\nc");
  CHECK(decode_uuencode("begin 644 a.txt\n%4V%L=70\n`\nend\n") == "Salut");
}

TEST_CASE("parameters: RFC 2231, paths, blanks") {
  const auto name = [](std::string_view field) {
    return std::string(read_parameters(field, none, flags).get("filename"));
  };
  CHECK(name("attachment; filename*=utf-8''pa%C8%99aport.pdf") == "pașaport.pdf");
  CHECK(name("attachment; filename*0=\"foarte \"; filename*1=lung.pdf") == "foarte lung.pdf");
  CHECK(name("attachment; filename=fara ghilimele.pdf; size=3") == "fara ghilimele.pdf");
  CHECK(name("attachment; filename=\"=?utf-8?q?pa=C8=99?=.pdf\"") == "paș.pdf");
  CHECK(name("attachment; filename=x.pdf; filename*=utf-8''y.pdf") == "y.pdf");
  CHECK(clean_attachment_name("../../x.pdf") == "x.pdf");
  CHECK(clean_attachment_name("C:\\temp\\x.pdf") == "x.pdf");
  CHECK(clean_attachment_name("a\u202efdp.exe") == "afdp.exe");
  CHECK(clean_attachment_name("CON.txt") == "_CON.txt");
  CHECK(clean_attachment_name("..").empty());
  CHECK(clean_attachment_name(std::string(1000, 'x') + ".pdf").size() == 150);
}

TEST_CASE("structure: boundaries that are missing, unused or cut off") {
  const auto read = [](std::string_view mail) {
    flags = {};
    return read_structure(mail, {}, none, flags);
  };
  Part part = read(
      "Content-Type: multipart/mixed\n\n--x\nContent-Type: text/plain\n\na\n--x\nContent-Type: "
      "text/html\n\nb\n--x--\n");
  REQUIRE(part.children.size() == 2);
  CHECK(part.children[1].body == "b");
  CHECK(flags.has("no_boundary"));
  CHECK(read("Content-Type: multipart/mixed\n\njust text\n").type.value == "text/plain");
  part = read("Content-Type: multipart/mixed; boundary=q\n\n--q\n\na\n");
  REQUIRE(part.children.size() == 1);
  CHECK(flags.has("unterminated"));
  part = read("Content-Type: text/html\nContent-Type: text/plain\n\na\n");
  CHECK(part.type.value == "text/html");
  CHECK(flags.has("double_content_type"));
  CHECK(read(std::string_view("Subject: a\0b\n\nx", 15)).headers.first("subject") == "ab");
  CHECK(flags.has("nul_in_header"));
}

TEST_CASE("line ends: one kind stays, mixtures and bare CR are repaired") {
  CHECK_FALSE(repair_line_ends("a\nb\n", flags));
  CHECK_FALSE(repair_line_ends("a\r\nb\r\n", flags));
  CHECK(repair_line_ends("a\rb\r", flags) == "a\nb\n");
  CHECK(repair_line_ends("a\r\nb\nc\r\n", flags) == "a\r\nb\r\nc\r\n");
}

TEST_CASE("ids, reports and invitations") {
  using Ids = std::vector<std::string>;
  CHECK(read_message_ids("<a@b> \"text\" <c @d>") == Ids{"a@b", "c@d"});
  CHECK(read_message_ids("a@b, c@d") == Ids{"a@b", "c@d"});
  CHECK(read_message_ids("<a@b <c@d>") == Ids{"a@b", "c@d"});
  CHECK(read_message_ids("<<>><").empty());
  const auto reports = read_delivery_status(
      "Reporting-MTA: dns; mx.example.org\n\nFinal-Recipient: rfc822; ana@example.org\nAction: "
      "failed\nDiagnostic-Code: smtp; 550 "
      "5.1.1 unknown\n");
  REQUIRE(reports.size() == 1);
  CHECK(reports[0].recipient == "ana@example.org");
  CHECK(reports[0].status == "5.1.1");
  CHECK(calendar_summary("BEGIN:VEVENT\r\nSUMMARY:Programare\\, pa\r\n "
                         "\u0219aport\r\nDTSTART:20261124T081500Z\r\nEND:VEVENT\r\n") ==
        "Programare, pa\u0219aport\n2026-11-24 08:15 UTC\n");
}

TEST_CASE("charsets: the label is believed only as far as the bytes allow") {
  const auto text = [](std::string_view bytes, std::string_view label) {
    return to_utf8(bytes, label, none, flags);
  };
  CHECK(text("Pa\u0219aport", "iso-8859-1") == "Pa\u0219aport");
  CHECK(text("Pa\u0219aport", "") == "Pa\u0219aport");
  CHECK(text("Pa\xba"
             "port",
             "utf-8") == "Pa\u015fport");
  CHECK(text("caf\xe9", "iso-8859-1") == "caf\u00e9");
  CHECK(text("n\xe3"
             "o",
             "iso-8859-1") == "n\u00e3o");
  CHECK(text("a", "//TRANSLIT") == "a");
}
