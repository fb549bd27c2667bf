#include "i18n/texts.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "i18n/dates.hpp"

using namespace aproape;
using namespace aproape::i18n;

namespace {

constexpr Millis kAfternoon = 1'795'523'400'000;  // 2026-11-24T12:30:00Z

Texts sample() {
  return Texts(
      {{"locale/ro.po",
        "# comment\nmsgid \"\"\nmsgstr \"\"\n\"Language: ro\\n\"\n\nmsgid \"a.hello\"\nmsgstr \"Bună, "
        "\"\n\"{name}!\\n\"\n\n"
        "msgid \"a.requests\"\nmsgid_plural \"a.requests\"\nmsgstr[0] \"o cerere\"\nmsgstr[1] \"{n} "
        "cereri\"\n"
        "msgstr[2] \"{n} de cereri\"\n"},
       {"locale/parts/x.en.po",
        "msgid \"a.hello\"\nmsgstr \"Hello, {name}! {what}\"\n\nmsgid \"a.only\"\nmsgstr \"only\"\n"}});
}

}  // namespace

TEST_CASE("texts are found by key and language, filled once") {
  const Texts texts = sample();
  CHECK(texts.text("a.hello", "ro", {{"name", "Ana {name}"}}) == "Bună, Ana {name}!\n");
  CHECK(texts.text("a.hello", "en", {{"name", "Ana"}}) == "Hello, Ana! {what}");
  CHECK(texts.text("a.hello", "hu", {{"name", "Ana"}}) == "Hello, Ana! {what}");
  CHECK(texts.text("a.only", "ro") == "only");
  CHECK(texts.text("a.absent", "ro") == "a.absent");
  CHECK(texts.has("a.only", "en"));
  CHECK_FALSE(texts.has("a.only", "ro"));
}

TEST_CASE("Romanian has three forms") {
  const Texts texts = sample();
  CHECK(texts.plural("a.requests", 1, "ro") == "o cerere");
  CHECK(texts.plural("a.requests", 0, "ro") == "0 cereri");
  CHECK(texts.plural("a.requests", 19, "ro") == "19 cereri");
  CHECK(texts.plural("a.requests", 20, "ro") == "20 de cereri");
  CHECK(texts.plural("a.requests", 101, "ro") == "101 cereri");
  CHECK(texts.plural("a.requests", 120, "ro") == "120 de cereri");
}

TEST_CASE("a broken file names its line") {
  try {
    Texts(std::vector<Texts::File>{{"locale/ro.po", "msgid \"a\"\nmsgstr \"x\n"}});
    FAIL("read");
  } catch (const Error& error) {
    CHECK(error.key() == "i18n.syntax");
    CHECK(std::string(error.what()).find("locale/ro.po:2") != std::string::npos);
  }
  CHECK_THROWS_AS(Texts(std::vector<Texts::File>{
                      {"locale/ro.po", "msgid \"a\"\nmsgstr \"x\"\nmsgid \"a\"\nmsgstr \"y\"\n"}}),
                  Error);
}

TEST_CASE("the texts of the program can be read") {
  CHECK(Texts::standard().text("weekday.2", "ro") == "marți");
  CHECK(Texts::standard().keys("ro") == Texts::standard().keys("en"));
}

TEST_CASE("dates and times in a zone") {
  CHECK(date_long(kAfternoon, "Europe/Bucharest", "ro") == "24 noiembrie 2026");
  CHECK(date_time_long(kAfternoon, "Europe/Bucharest", "ro") == "24 noiembrie 2026, ora 14:30");
  CHECK(date_time_long(kAfternoon, "Europe/Rome", "en") == "24 November 2026, 13:30");
  CHECK(date_short(kAfternoon, "Asia/Tokyo", "ro") == "24.11.2026");
  CHECK(clock_time(kAfternoon, "Asia/Kathmandu") == "18:15");
  CHECK(weekday_name(to_local(kAfternoon, "UTC").weekday, "ro") == "marți");
  CHECK(is_zone("America/Argentina/Buenos_Aires"));
  CHECK_FALSE(is_zone("Europe/Nowhere"));
  CHECK(to_local(kAfternoon, "Europe/Nowhere").hour == 12);
}

TEST_CASE("wall clock readings at the changes of summer time") {
  LocalTime local;
  local.year = 2026;
  local.month = 3;
  local.day = 29;
  local.hour = 3;
  local.minute = 30;  // skipped in Bucharest: 03:00 becomes 04:00
  CHECK(to_rfc3339(from_local(local, "Europe/Bucharest")) == "2026-03-29T01:00:00.000Z");
  local.month = 10;
  local.day = 25;  // comes twice: the first is still summer time
  CHECK(to_rfc3339(from_local(local, "Europe/Bucharest")) == "2026-10-25T00:30:00.000Z");
  local.month = 11;
  CHECK(from_local(to_local(kAfternoon, "America/New_York"), "America/New_York") == kAfternoon);
}

TEST_CASE("durations") {
  CHECK(duration(30 * kSecond, "ro") == "sub un minut");
  CHECK(duration(20 * kMinute, "ro") == "20 de minute");
  CHECK(duration(3 * kHour + kMinute, "ro") == "3 ore");
  CHECK(duration(kDay, "ro") == "o zi");
  CHECK(duration(2 * kDay, "en") == "2 days");
}
