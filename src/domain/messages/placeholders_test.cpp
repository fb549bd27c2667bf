#include "domain/messages/placeholders.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "domain/messages/testing/desk.hpp"

using namespace aproape;
using namespace aproape::messages;

TEST_CASE("a placeholder without a value is missing only where its conditions show it") {
  const Fields fields = {{"mission.name", "Ambasada la Roma"}, {"mission.phone", ""}, {"urgency.P1", "1"}};
  CHECK(missing_in("{{mission.name}} {{ mission.phone }} {{mission.phone}}", fields) ==
        std::vector<std::string>{"mission.phone"});
  CHECK(missing_in("{{#mission.phone}}Telefon {{mission.phone}}{{/mission.phone}}", fields).empty());
  CHECK(missing_in("{{^mission.phone}}Scrieți la {{mission.email}}{{/mission.phone}}", fields) ==
        std::vector<std::string>{"mission.email"});
  CHECK(missing_in("{{#urgency.P1}}{{^urgency.P1}}{{x.y}}{{/urgency.P1}}{{case.number}}{{/urgency.P1}}",
                   fields) == std::vector<std::string>{"case.number"});
  CHECK(missing_in("{{! un gând}} {{{mission.name}}}", fields).empty());
}

TEST_CASE("tags that do not pair, other delimiters and parts of files are refused") {
  for (const std::string_view text : {"{{#a.b}}", "{{/a.b}}", "{{#a.b}}{{#c.d}}{{/a.b}}{{/c.d}}", "{{a.b",
                                      "{{}}", "{{=<% %>=}}", "{{> partial}}", "{{{a.b}}"})
    CHECK_THROWS_AS((void)names_of(text), Error);
}

TEST_CASE("a name that nobody knows is told; conditions know urgency, category, channel and language") {
  CHECK(unknown_in("{{person.name}} {{#category.TRV}}{{case.number}}{{/category.TRV}} "
                   "{{#mission.hours}}x{{/mission.hours}}")
            .empty());
  CHECK(unknown_in("{{person.nume}} {{category.TRV}} {{#weather.rain}}{{/weather.rain}} {{person.nume}}") ==
        std::vector<std::string>{"person.nume", "category.TRV", "weather.rain"});
}

TEST_CASE(
    "a template refuses a case that lacks what it prints, says what, and takes the variant of its language") {
  testing::on_each([](testing::Desk& desk, ManualClock&) {
    const auto c = desk.database.write([&](db::Tx& tx) { return desk.open(tx, desk.rome); });
    const auto save = [&](std::string_view language, std::string_view text) {
      return desk.database.write([&](db::Tx& tx) {
        Template what;
        what.code = "spital";
        what.language = language;
        what.name = "Spital";
        what.text = text;
        return desk.messages.save_template(tx, desk.system, what);
      });
    };
    const auto romanian = save("ro", "Cazul {{case.number}}{{#urgency.P3}}, fără grabă{{/urgency.P3}}.");
    const auto spanish = save("es", "Caso {{case.number}}, {{mission.emergency}}");
    desk.database.read([&](db::Tx& tx) {
      CHECK(desk.messages.render(tx, desk.in_rome, romanian.id, c.id).text ==
            "Cazul " + c.number + ", fără grabă.");
      try {
        (void)desk.messages.render(tx, desk.in_rome, spanish.id, c.id);
        FAIL("printed nothing for what is missing");
      } catch (const Error& error) {
        CHECK(error.key() == "template.missing");
        REQUIRE(error.fields().size() == 1);
        CHECK(error.fields()[0].name == "mission.emergency");
      }
      CHECK(desk.messages.variant(tx, "spital", "es")->id == spanish.id);
      CHECK(desk.messages.variant(tx, "spital", "de")->id == romanian.id);
      CHECK_FALSE(desk.messages.variant(tx, "nimic", "ro"));
      CHECK(desk.messages.preview(tx, desk.in_rome, "ro", "S {{case.number}}", "T", c.id).subject ==
            "S " + c.number);
      CHECK_FALSE(
          desk.messages.preview(tx, desk.in_rome, "ro", "", "{{mission.emergency}}", {}).text.empty());
      CHECK_THROWS((void)desk.messages.preview(tx, desk.in_paris, "ro", "", "x", c.id));
    });
    try {
      (void)save("en", "{{person.nume}}");
      FAIL("kept a name that nobody knows");
    } catch (const Error& error) {
      CHECK(error.key() == "template.unknown");
      CHECK(error.fields()[0].name == "person.nume");
    }
  });
}
