#include "formats/mail_compose/compose.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <filesystem>
#include <fstream>
#include <random>
#include <string>

#include "base/error.hpp"
#include "base/json.hpp"
#include "formats/mail_compose/transfer.hpp"

using namespace aproape;
using namespace aproape::mail_compose;

namespace {

Draft letter() {
  Draft draft;
  draft.from = {"Centrul de contact", "contact@example.org"};
  draft.to = {{"Ștefan Țîrcă", "stefan@example.net"}};
  draft.subject = "Răspuns";
  draft.text = "Bună ziua,\n\nmulțumim.\n";
  draft.date = 1'795'507'200'000;
  draft.message_id = "1@example.org";
  return draft;
}

void check_lines(const std::string& message) {
  std::size_t begin = 0;
  while (begin < message.size()) {
    const std::size_t end = message.find('\n', begin);
    REQUIRE(end != std::string::npos);
    CHECK(message[end - 1] == '\r');
    CHECK(end - begin - 1 <= 998);
    begin = end + 1;
  }
  for (const char c : message) CHECK(static_cast<unsigned char>(c) < 0x80);
}

// Names and subjects of every kind of character.
std::string any_text(std::mt19937& random, std::size_t length) {
  static const std::vector<std::string> kPieces = {"a",
                                                   "Z",
                                                   " ",
                                                   "  ",
                                                   "ș",
                                                   "ț",
                                                   "ă",
                                                   "漢",
                                                   "🙂",
                                                   "\"",
                                                   "\\",
                                                   ",",
                                                   ";",
                                                   "<",
                                                   ">",
                                                   "@",
                                                   "=?utf-8?B?QQ==?=",
                                                   "(",
                                                   ")",
                                                   "e\u0301",
                                                   "م",
                                                   "."};
  std::string out = "x";
  for (std::size_t i = 0; i < length; ++i) out += kPieces[random() % kPieces.size()];
  return out + "y";
}

}  // namespace

TEST_CASE("Python's e-mail package reads back what was written") {
  const auto folder =
      std::filesystem::temp_directory_path() / ("aproape_compose_" + std::to_string(std::random_device{}()));
  std::filesystem::create_directories(folder);
  std::mt19937 random(7);
  for (int i = 0; i < 60; ++i) {
    Draft draft = letter();
    draft.subject = any_text(random, random() % 120);
    draft.to[0].name = any_text(random, random() % 40);
    for (int line = 0; line < 5; ++line) draft.text += any_text(random, random() % 200) + "\n";
    if (i % 2 == 0) draft.html = "<p>" + any_text(random, 300) + "</p>";
    draft.in_reply_to = "parent@example.net";
    for (int r = 0; r < i * 2; ++r) draft.references.push_back("r" + std::to_string(r) + "@example.net");
    for (int a = 0; a < i % 4; ++a) {
      std::string bytes;
      for (std::size_t b = random() % 2000; b > 0; --b) bytes.push_back(static_cast<char>(random()));
      draft.attachments.push_back({any_text(random, random() % 60) + ".pdf", "application/pdf", bytes, ""});
    }
    if (i % 5 == 0) draft.attachments.push_back({"poză.png", "image/png", "123", "pic@example.org"});
    const std::string message = compose(draft);
    check_lines(message);
    const std::string stem = (folder / std::to_string(i)).string();
    std::ofstream(stem + ".eml", std::ios::binary) << message;
    json::Array attachments;
    for (const Attachment& one : draft.attachments) {
      attachments.push_back(json::Object{{"name", one.name}, {"base64", base64(one.bytes)}});
    }
    const json::Object expected = {{"subject", draft.subject},
                                   {"name", draft.to[0].name},
                                   {"address", draft.to[0].address},
                                   {"text", draft.text},
                                   {"html", draft.html},
                                   {"attachments", attachments},
                                   {"in_reply_to", "<parent@example.net>"},
                                   {"references", std::min(i * 2, 40)}};
    std::ofstream(stem + ".json", std::ios::binary) << json::write(expected);
  }
  CHECK(std::system(("python3 tests/golden/compose_check.py " + folder.string()).c_str()) == 0);
  std::filesystem::remove_all(folder);
}

TEST_CASE("no header value can begin another header") {
  Draft draft = letter();
  draft.subject = "x\r\nBcc: victim@example.net\n\nbody\rX: y";
  draft.to[0].name = "a\r\nBcc: b@example.net";
  draft.fields.emplace_back("X-Aproape-Loop", "t\r\nEvil: 1");
  draft.attachments.push_back({"f\r\nEvil: 1.pdf", "text/plain\r\nEvil: 1", "x", ""});
  const std::string message = compose(draft);
  CHECK(message.find("\nBcc") == std::string::npos);
  CHECK(message.find("\nEvil") == std::string::npos);
  CHECK(message.find("\nX: y") == std::string::npos);
  CHECK(message.find("Content-Type: application/octet-stream") != std::string::npos);
  for (const char* bad :
       {"a@example.net\r\nBcc: x@example.net", "a b@example.net", "", "a@example.net, b@example.net", "a"}) {
    draft.to[0].address = bad;
    CHECK_THROWS_AS((void)compose(draft), Error);
  }
  draft = letter();
  draft.message_id = "a>\r\nX: y";
  CHECK_THROWS_AS((void)compose(draft), Error);
  draft = letter();
  draft.fields.emplace_back("X: y\r\nZ", "1");
  CHECK_THROWS_AS((void)compose(draft), Error);
}

TEST_CASE("A3: an acknowledgement says that it is automatic") {
  Draft draft = letter();
  draft.automatic = Automatic::replied;
  draft.in_reply_to = "q@example.net";
  draft.references = {"broken id\r\n", "q@example.net"};
  const std::string message = compose(draft);
  CHECK(message.find("\r\nAuto-Submitted: auto-replied\r\nX-Auto-Response-Suppress: All\r\n") !=
        std::string::npos);
  CHECK(message.find("\r\nIn-Reply-To: <q@example.net>\r\nReferences: <q@example.net>\r\n") !=
        std::string::npos);
  CHECK(message.starts_with(
      "Date: Tue, 24 Nov 2026 08:00:00 +0000\r\nFrom: Centrul de contact <contact@example.org>\r\n"));
}

TEST_CASE("message ids are fresh") {
  const std::string a = make_message_id("example.org", 1'795'507'200'000);
  CHECK(a != make_message_id("example.org", 1'795'507'200'000));
  CHECK(a.ends_with("@example.org"));
}

TEST_CASE("base64 and quoted-printable by the book") {
  CHECK(base64("") == "");
  CHECK(base64("f") == "Zg==");
  CHECK(base64("fo") == "Zm8=");
  CHECK(base64("foobar") == "Zm9vYmFy");
  CHECK(quoted_printable("a=b \n.x\nFrom y\tz\t") == "a=3Db=20\r\n=2Ex\r\n=46rom y\tz=09\r\n");
  CHECK(quoted_printable(std::string(80, 'a')) == std::string(75, 'a') + "=\r\naaaaa\r\n");
}
