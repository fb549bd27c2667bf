#include <doctest/doctest.h>

#include <string>

#include "formats/mime/charset.hpp"
#include "formats/rtf/lzfu.hpp"
#include "formats/rtf/text.hpp"

using namespace aproape;
using namespace std::string_literals;

namespace {

constexpr std::size_t kLimit = 1U << 20U;

std::string text_of(std::string_view rtf) {
  return rtf::read_document(rtf, kLimit).text;
}

}  // namespace

TEST_CASE("the examples of [MS-OXRTFCP] 3.1 unpack as it says") {
  const std::string hello =
      "\x2d\0\0\0\x2b\0\0\0\x4c\x5a\x46\x75\xf1\xc5\xc7\xa7\x03\0\x0a\0\x72\x63\x70\x67\x31\x32\x35\x42\x32"
      "\x0a"
      "\xf3\x20\x68\x65\x6c\x09\0\x20\x62\x77\x05\xb0\x6c\x64\x7d\x0a\x80\x0f\xa0"s;
  CHECK(rtf::decompress(hello, kLimit) == "{\\rtf1\\ansi\\ansicpg1252\\pard hello world}\r\n");
  const std::string crossing =
      "\x1a\0\0\0\x1c\0\0\0\x4c\x5a\x46\x75\xe2\xd4\x4b\x51\x41\0\x04\x20\x57\x58\x59\x5a\x0d\x6e\x7d\x01\x0e\xb0"s;
  CHECK(rtf::decompress(crossing, kLimit) == "{\\rtf1 WXYZWXYZWXYZWXYZWXYZ}");
  CHECK(rtf::decompress("\x10\0\0\0\x04\0\0\0MELA\0\0\0\0{\\r}"s, kLimit) == "{\\r}");

  std::string damaged = hello;
  damaged[20] ^= 1;  // the checksum tells
  CHECK_FALSE(rtf::decompress(damaged, kLimit));
  for (std::size_t size = 0; size < hello.size(); ++size)
    CHECK_FALSE(rtf::decompress(hello.substr(0, size), kLimit));
  CHECK(rtf::decompress(hello, 5) == "{\\rtf");
}

TEST_CASE("sizes that lie bring nothing") {
  std::string packed =
      "\x1a\0\0\0\xff\xff\xff\xff\x4c\x5a\x46\x75\xe2\xd4\x4b\x51\x41\0\x04\x20\x57\x58\x59\x5a\x0d\x6e\x7d\x01\x0e\xb0"s;
  CHECK(rtf::decompress(packed, kLimit)->size() == 28);  // 4 GB were claimed
  packed[4] = 3, packed[5] = packed[6] = packed[7] = 0;
  CHECK(rtf::decompress(packed, kLimit) == "{\\r");
  packed[0] = '\xff';
  CHECK_FALSE(rtf::decompress(packed, kLimit));
  packed[0] = 2;
  CHECK_FALSE(rtf::decompress(packed, kLimit));
}

TEST_CASE("words, paragraphs and letters of the fonts' code pages") {
  CHECK(text_of("{\\rtf1\\ansi\\ansicpg1250 Pa\\'baaport\\par sta\\'feie\\tab x\\line y}") ==
        "Paşaport\nstaţie\tx\ny");
  CHECK(text_of("{\\rtf1\\ansi\\ansicpg1252{\\fonttbl{\\f0\\fnil Arial;}{\\f1\\fcharset238 Arial CE;}}\\f1 "
                "\\'ba\\f0\\'e9}") == "ş\u00e9");
  CHECK(text_of("{\\rtf1\\ansi{\\fonttbl{\\f2\\fcharset204 Arial;}}\\f2\\'cf\\'f0}") == "Пр");
  CHECK(text_of("{\\rtf1\\uc1 Pa\\u537?aport \\u-10179?\\u-8704?}") == "Pașaport \U0001F600");
  CHECK(text_of("{\\rtf1\\uc2\\u537\\'ab\\'cdx \\uc0\\u539 y}") == "șx țy");
  CHECK(text_of("{\\rtf1 a\\~b\\_c\\\\\\{\\}\\emdash  d}") == "a\u00a0b-c\\{}\u2014 d");
}

TEST_CASE("what holds no words is left out") {
  CHECK(text_of(
            "{\\rtf1{\\fonttbl{\\f0 Arial;}}{\\colortbl;\\red0;}{\\stylesheet{\\s0 Normal;}}{\\info{\\author "
            "Ana}}{\\*\\generator Riched20;}vezi{\\pict\\wmetafile8 0102}{\\object{\\*\\objdata 00}}}") ==
        "vezi");
  CHECK(text_of("{\\rtf1 a\\bin5 }}}}}b}") == "ab");
  CHECK(text_of("{\\rtf1{\\field{\\*\\fldinst HYPERLINK \"x\"}{\\fldrslt legatura}}}") == "legatura");
}

TEST_CASE("wrapped HTML is unwrapped") {
  const auto read = rtf::read_document(
      "{\\rtf1\\ansi\\ansicpg1250\\fromhtml1 \\deff0{\\fonttbl{\\f0\\fswiss Arial;}}\r\n{\\*\\htmltag19 "
      "<html>}"
      "{\\*\\htmltag64 <p>}\\htmlrtf {\\par \\htmlrtf0 Bun\\'e3 {\\*\\htmltag84 <b>}\\htmlrtf {\\b "
      "\\htmlrtf0 "
      "ziua\\htmlrtf }\\htmlrtf0{\\*\\htmltag92 </b>}{\\*\\htmltag84 &amp;}\\htmlrtf &\\htmlrtf0\\htmlrtf "
      "}\\htmlrtf0"
      "{\\*\\htmltag72 </p>}}",
      kLimit);
  CHECK(read.html);
  CHECK(read.text == "<html><p>Bună <b>ziua</b>&amp;</p>");
}

TEST_CASE("hostile RTF ends in time and within bounds") {
  CHECK(text_of(std::string(1'000'000, '{')).empty());
  CHECK(text_of(std::string(1'000'000, '}')).empty());
  CHECK(text_of("\\").empty());
  CHECK(text_of("{\\rtf1\\bin2000000000 x").empty());
  CHECK(text_of("{\\rtf1\\u99999999999 \\'zz\\'").size() < 10);
  CHECK(rtf::read_document(std::string(1000, 'x'), 10).text == "xxxxxxxxxx");
  std::string fonts = "{\\rtf1{\\fonttbl";
  for (int i = 0; i < 100'000; ++i) fonts += "{\\f" + std::to_string(i) + "\\fcharset238;}";
  CHECK(text_of(fonts + "}a}") == "a");
  std::string switching = "{\\rtf1 ";
  for (int i = 0; i < 100'000; ++i) switching += "\\f1\\'ba{\\f0 \\'ba}";
  CHECK(mime::valid_utf8(text_of(switching)));
}
