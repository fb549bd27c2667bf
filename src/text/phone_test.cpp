#include "text/phone.hpp"

#include <doctest/doctest.h>

#include "text/digit_pattern.hpp"

using namespace aproape::text;

namespace {

std::string e164(std::string_view text, std::string_view country = {}) {
  const auto phone = parse_phone(text, country);
  return phone && phone->valid ? phone->e164 : std::string("none");
}

}  // namespace

TEST_CASE("the patterns of numbering plans") {
  CHECK(matches_digits("(?:[2378]\\d|90)\\d{7}|[23]\\d{5}", "215550100", true));
  CHECK(matches_digits("(?:[2378]\\d|90)\\d{7}|[23]\\d{5}", "215550", true));
  CHECK_FALSE(matches_digits("(?:[2378]\\d|90)\\d{7}|[23]\\d{5}", "115550100", true));
  CHECK(matches_digits("8\\d{5}(?:\\d{2,4})?", "80000000", true));
  CHECK(matches_digits("2[3-6]\\d9", "24195", false));
  CHECK_FALSE(matches_digits("(?:1|[2", "2", true));
}

TEST_CASE("numbers as people write them") {
  CHECK(e164("+40 21 555 0100") == "+40215550100");
  CHECK(e164("0040-21-555.01.00") == "+40215550100");
  CHECK(e164("+40 (0)21 555 0100") == "+40215550100");
  CHECK(e164("(021) 555-0100", "RO") == "+40215550100");
  CHECK(e164("021 555 0100") == "none");
  CHECK(e164("06 555 01000", "IT") == "+390655501000");  // Italy keeps the zero
  CHECK(e164("011 40 21 555 0100", "US") == "+40215550100");
  CHECK(e164("1 (212) 555-0100", "US") == "+12125550100");
  CHECK(e164("+40 21 abc") == "none");
  CHECK(e164("+40 21") == "none");
  CHECK(e164("") == "none");
  CHECK_FALSE(parse_phone("+00000000000"));
  CHECK_FALSE(parse_phone("123456789012345678901234567890"));
}

TEST_CASE("the country of a number, also where countries share a code") {
  CHECK(phone_country("+40215550100") == "RO");
  CHECK(phone_country("+37322555010") == "MD");
  CHECK(phone_country("+12125550100") == "US");
  CHECK(phone_country("+14165550100") == "CA");
  CHECK(phone_country("+77015550100") == "KZ");
  CHECK(phone_country("+74955550100") == "RU");
  CHECK(phone_country("+390655501000") == "IT");
  CHECK(phone_country("+999").empty());
  CHECK(calling_code("AE") == "971");
}

TEST_CASE("numbers are shown as in their country") {
  CHECK(format_phone("+40215550100") == "+40 21 555 0100");
  CHECK(format_phone("+40755501000") == "+40 755 501 000");
  CHECK(format_phone("+12125550100") == "+1 212 555 0100");
  CHECK(format_phone("no number") == "no number");
}

TEST_CASE("numbers in a running text") {
  const auto found = find_phones(
      "Sunați la +40 21 555 0100 12 noiembrie, sau 0039 06 555 01000. Tel:+40215550100, 2026-11-24 00:15.");
  REQUIRE(found.size() == 2);
  CHECK(found[0].e164 == "+40215550100");
  CHECK(found[1].e164 == "+390655501000");
  CHECK(found[1].country == "IT");
  CHECK(find_phones("CNP 1900101410019, dosar 000123").empty());
}
