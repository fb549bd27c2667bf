#include "formats/mime/charset.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

#include "formats/mime/encoded_word.hpp"

using namespace aproape::mime;

namespace {

struct Read {
  std::string text;
  Flags flags;
};

Read read(std::string_view bytes, std::string_view label, const Detector& detect = {}) {
  Read out;
  out.text = to_utf8(bytes, label, detect, out.flags);
  return out;
}

}  // namespace

TEST_CASE("windows-1250 under an ISO label shows by its quotation marks") {
  // „Pașaport” with ş = BA and ţ = FE, which both have, and the quotation marks that only windows-1250 has.
  for (const std::string label : {"iso-8859-2", "ISO_8859-2", "latin2", "iso-8859-16"}) {
    CAPTURE(label);
    const auto got = read(
        "\x84Pa\xba"
        "aport\x94 pierdut \xeen sta\xfe"
        "ie",
        label);
    CHECK(got.text == "\u201ePa\u015faport\u201d pierdut \u00een sta\u0163ie");
    CHECK(got.flags.has("charset_wrong"));
  }
  const auto right = read(
      "Pa\xba"
      "aport",
      "iso-8859-2");
  CHECK(right.text == "Pa\u015faport");
  CHECK(right.flags.names().empty());
  CHECK(read("Pa\xba"
             "aport",
             "latin10")
            .text == "Pa\u0219aport");
}

TEST_CASE("an unknown label is said, the bytes are read all the same") {
  const auto valid = read("Pa\u0219aport", "x-nimic");
  CHECK(valid.text == "Pa\u0219aport");
  const auto legacy = read(
      "Pa\xba"
      "aport",
      "x-nimic");
  CHECK(legacy.text == "Pa\u015faport");
  CHECK(legacy.flags.has("charset_unknown"));
  CHECK(read("text", "x-nimic").text == "text");
  // Nothing but a plain name reaches iconv.
  const std::vector<std::string> labels{"utf-8//TRANSLIT", "../../etc/passwd", "a b", std::string(5000, 'x')};
  for (const std::string& label : labels) CHECK(read("caf\xe9", label).text == "caf\u00e9");
}

TEST_CASE("UTF-7 is read in a body and marked, and never decoded in a header") {
  const auto body = read("Pa+Ahk-aport +ADw-script+AD4-", "utf-7");
  CHECK(body.text == "Pa\u0219aport <script>");
  CHECK(body.flags.has("charset_utf7"));
  CHECK(read("a+ADw-b", "unicode-1-1-utf-7").flags.has("charset_utf7"));
  CHECK(read("a+ADw-b", "").text == "a+ADw-b");
  Flags flags;
  CHECK(decode_header_text("=?utf-7?q?Pa+Ahk-aport_+ADw-?=", {}, flags) == "Pa+Ahk-aport +ADw-");
  CHECK(flags.has("charset_utf7"));
  flags = {};
  CHECK(decode_header_text("=?unicode-1-1-utf-7?B?K0FEdy0=?=", {}, flags) == "+ADw-");
  CHECK(flags.has("charset_utf7"));
}

TEST_CASE("Chinese and Cyrillic") {
  CHECK(read("\xc4\xe3\xba\xc3", "gb2312").text == "\u4f60\u597d");
  CHECK(read("\x81\x30\x81\x30", "gb18030").text == "\u0080");
  CHECK(read("\x95\x32\x82\x36", "GBK").text == "\U00020000");
  CHECK(read("\xf0\xd2\xc9\xd7\xc5\xd4", "koi8-r").text == "\u041f\u0440\u0438\u0432\u0435\u0442");
  CHECK(read("\xf0\xd2\xc9\xd7\xc5\xd4", "koi8r").text == "\u041f\u0440\u0438\u0432\u0435\u0442");
  CHECK(read("\xa4\xa6\xa7", "koi8-u").text == "\u0454\u0456\u0457");
  // The detector's word counts where there is no label.
  const Detector koi8 = [](std::string_view) { return std::string("KOI8-R"); };
  const auto bare = read("\xf0\xd2\xc9\xd7\xc5\xd4", "", koi8);
  CHECK(bare.text == "\u041f\u0440\u0438\u0432\u0435\u0442");
  CHECK(bare.flags.has("charset_missing"));
  // Broken GB18030 stays text.
  CHECK(valid_utf8(read("\x81\x30\x81", "gb18030").text));
}

TEST_CASE("text in seven bits that shifts its alphabet is read under any label") {
  CHECK(read("\x1b$B4A;z\x1b(B", "iso-2022-jp").text == "\u6f22\u5b57");
  CHECK(read("\x1b$B4A;z\x1b(B", "us-ascii").text == "\u6f22\u5b57");
  CHECK(read("\x1b$B4A;z\x1b(B", "").flags.has("charset_missing"));
}
