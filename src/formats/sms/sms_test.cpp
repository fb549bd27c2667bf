#include <doctest/doctest.h>

#include <string>

#include "formats/sms/alphabet.hpp"
#include "formats/sms/segments.hpp"
#include "formats/sms/transliterate.hpp"

using aproape::sms::Coding;
using aproape::sms::gsm7_code;
using aproape::sms::measure;
using aproape::sms::transliterate;

namespace {

std::string times(int count, const std::string& what) {
  std::string all;
  for (int i = 0; i < count; ++i) all += what;
  return all;
}

}  // namespace

// The tables of 3GPP TS 23.038: 6.2.1 and 6.2.1.1, as Unicode's mapping GSM0338.TXT names them.
TEST_CASE("the codes of the default alphabet are those of the published table") {
  const std::pair<char32_t, int> published[] = {
      {0x0040, 0x00}, {0x00A3, 0x01}, {0x0024, 0x02}, {0x00A5, 0x03}, {0x00E8, 0x04}, {0x00E9, 0x05},
      {0x00F9, 0x06}, {0x00EC, 0x07}, {0x00F2, 0x08}, {0x00C7, 0x09}, {0x000A, 0x0A}, {0x00D8, 0x0B},
      {0x00F8, 0x0C}, {0x000D, 0x0D}, {0x00C5, 0x0E}, {0x00E5, 0x0F}, {0x0394, 0x10}, {0x005F, 0x11},
      {0x03A6, 0x12}, {0x0393, 0x13}, {0x039B, 0x14}, {0x03A9, 0x15}, {0x03A0, 0x16}, {0x03A8, 0x17},
      {0x03A3, 0x18}, {0x0398, 0x19}, {0x039E, 0x1A}, {0x00C6, 0x1C}, {0x00E6, 0x1D}, {0x00DF, 0x1E},
      {0x00C9, 0x1F}, {0x00A4, 0x24}, {0x00A1, 0x40}, {0x00C4, 0x5B}, {0x00D6, 0x5C}, {0x00D1, 0x5D},
      {0x00DC, 0x5E}, {0x00A7, 0x5F}, {0x00BF, 0x60}, {0x00E4, 0x7B}, {0x00F6, 0x7C}, {0x00F1, 0x7D},
      {0x00FC, 0x7E}, {0x00E0, 0x7F}};
  for (const auto& [character, code] : published) CHECK(gsm7_code(character) == code);
  for (char32_t c = 0x20; c < 0x7B; ++c) {
    // What of ASCII has the same code, and what has not.
    if (std::u32string_view(U"$@[\\]^_`").find(c) != std::u32string_view::npos) continue;
    CHECK(gsm7_code(c) == static_cast<int>(c));
  }
  for (const char32_t c : std::u32string_view(U"`șțăâîáíóúő\x1b\uFFFF\uFFFD😀")) CHECK_FALSE(gsm7_code(c));
}

TEST_CASE("the extension table takes two places") {
  const std::pair<char32_t, int> published[] = {
      {0x000C, 0x0A}, {0x005E, 0x14}, {0x007B, 0x28}, {0x007D, 0x29}, {0x005C, 0x2F},
      {0x005B, 0x3C}, {0x007E, 0x3D}, {0x005D, 0x3E}, {0x007C, 0x40}, {0x20AC, 0x65}};
  for (const auto& [character, code] : published) CHECK(gsm7_code(character) == (0x1B00 | code));
  CHECK(measure("€").units == 2);
  CHECK(measure("€").left == 158);
}

TEST_CASE("a text of the 7-bit alphabet holds 160 alone and 153 a part") {
  CHECK(measure("").segments == 0);
  CHECK(measure("").left == 160);
  CHECK(measure(times(160, "a")).segments == 1);
  CHECK(measure(times(160, "a")).left == 0);
  const auto two = measure(times(161, "a"));
  CHECK(two.coding == Coding::gsm7);
  CHECK(two.segments == 2);
  CHECK(two.per_segment == 153);
  CHECK(two.left == 2 * 153 - 161);
  CHECK(measure(times(306, "a")).segments == 2);
  CHECK(measure(times(307, "a")).segments == 3);
}

TEST_CASE("an escape is not parted from its character") {
  // 152 letters and a euro sign: the pair does not fit in what is left of the first part.
  const auto cut = measure(times(152, "a") + "€" + times(152, "a"));
  CHECK(cut.units == 306);
  CHECK(cut.segments == 3);
  CHECK(measure(times(151, "a") + "€" + times(153, "a")).segments == 2);
}

TEST_CASE("one other letter makes all of it UCS-2: 70 alone, 67 a part") {
  const auto one = measure("Pașaport");
  CHECK(one.coding == Coding::ucs2);
  CHECK(name_of(one.coding) == "ucs2");
  CHECK(one.foreign == "ș");
  CHECK(one.left == 62);
  CHECK(measure(times(70, "ș")).segments == 1);
  CHECK(measure(times(71, "ș")).segments == 2);
  CHECK(measure(times(134, "ș")).segments == 2);
  CHECK(measure(times(135, "ș")).segments == 3);
}

TEST_CASE("a surrogate pair is two units and stays whole") {
  CHECK(measure("😀").units == 2);
  CHECK(measure(times(35, "😀")).segments == 1);
  CHECK(measure(times(36, "😀")).segments == 2);  // 33 pairs a part, one unit is left over
  CHECK(measure(times(67, "😀")).segments == 3);
}

TEST_CASE("Romanian letters are written plain, and then it fits the 7-bit alphabet") {
  const std::string text = "Ședință: „Ţara în care ați trăit” – a’cum… ÎÂȘȚĂ şţ\u00A0x";
  const std::string plain = transliterate(text);
  CHECK(plain == "Sedinta: \"Tara in care ati trait\" - a'cum... IASTA st x");
  CHECK(measure(text).coding == Coding::ucs2);
  CHECK(measure(plain).coding == Coding::gsm7);
  CHECK(transliterate("Köszönöm, Erdős") == "Köszönöm, Erdős");
  CHECK(transliterate("a\xFF"
                      "b") ==
        "a\xFF"
        "b");
}
