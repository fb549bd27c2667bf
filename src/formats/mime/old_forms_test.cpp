// Forms from before MIME and from careless programs: uuencoded files, odd Message-IDs.
#include <doctest/doctest.h>

#include <string>

#include "formats/mime/message_ids.hpp"
#include "formats/mime/uu_blocks.hpp"

using namespace aproape::mime;
using Ids = std::vector<std::string>;

TEST_CASE("uuencoded files are taken out of the text that carries them") {
  std::string text =
      "Buna ziua,\n\nbegin 644 a.txt\n%4V%L=70\n`\nend\n\nsi inca unul\nbegin 600 \u021big\u0103ri "
      "mici.txt\r\n"
      "#0V%T\r\n \r\nend\r\nCu respect\n";
  const auto files = take_uu_blocks(text);
  REQUIRE(files.size() == 2);
  CHECK(files[0].name == "a.txt");
  CHECK(files[0].bytes == "Salut");
  CHECK(files[1].name == "\u021big\u0103ri mici.txt");
  CHECK(files[1].bytes == "Cat");
  CHECK(text == "Buna ziua,\n\n\nsi inca unul\nCu respect\n");
}

TEST_CASE("what only looks like an uuencoded file stays text") {
  for (const std::string words : {"we begin 644 times\n", "begin 644 a.txt\nno end here\n",
                                  "begin the work\nend\n", "begin 644 \nend\n", "begin 9xx a.txt\n`\nend\n",
                                  "begin 644 a.txt\n%4V%L=70\n`\n", "> begin 644 a.txt\n> `\n> end\n",
                                  "begin 644 a.txt\nScrisoarea mea este lunga si nu e un fisier\nend\n"}) {
    CAPTURE(words);
    std::string text = words;
    CHECK(take_uu_blocks(text).empty());
    CHECK(text == words);
  }
}

TEST_CASE("uuencoded blocks without number end in time, at most 200 are taken") {
  std::string text;
  for (int i = 0; i < 1000; ++i) text += "begin 644 a\n#0V%T\n`\nend\n";
  CHECK(take_uu_blocks(text).size() == 200);
  std::string open;
  for (int i = 0; i < 50'000; ++i) open += "begin 644 a\n";
  CHECK(take_uu_blocks(open).empty());
}

TEST_CASE("odd Message-IDs") {
  CHECK(read_message_ids("<\"ana pop\"@example.org>") == Ids{"\"anapop\"@example.org"});
  CHECK(read_message_ids("<a@[192.0.2.1]> (comment) <b@c>") == Ids{"a@[192.0.2.1]", "b@c"});
  CHECK(read_message_ids("<abc\r\n def@example.org>") == Ids{"abcdef@example.org"});
  CHECK(read_message_ids("<a@b>,<c@d>;<e@f>") == Ids{"a@b", "c@d", "e@f"});
  CHECK(read_message_ids("<a@b> <a@b>") == Ids{"a@b"});
  CHECK(read_message_ids("<no-at-sign>") == Ids{"no-at-sign"});
  CHECK(read_message_ids("a@b").size() == 1);
  CHECK(read_message_ids("ana@example.org's message of Monday").empty());
  CHECK(read_message_ids("<" + std::string(2000, 'a') + "@b>").empty());
  CHECK(read_own_id("no-brackets-no-at") == "no-brackets-no-at");
  CHECK(read_own_id("words without any id").empty());
  CHECK(read_parent_id("Message from Ana <ana@example.org> of \"Mon, 23 Nov\" <m@example.org>") ==
        "m@example.org");
  CHECK(read_parent_id("<m@example.org> \"Ana\" <x@example.org>") == "m@example.org");
  CHECK(read_parent_id("Your message of \"Mon, 23 Nov 2026\"").empty());
  std::string many;
  for (int i = 0; i < 300; ++i) many += "<" + std::to_string(i) + "@x> ";
  const Ids kept = read_message_ids(many);
  REQUIRE(kept.size() == 200);
  CHECK(kept.back() == "299@x");
}
