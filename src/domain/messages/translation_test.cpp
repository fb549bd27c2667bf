#include "domain/messages/translation.hpp"

#include <doctest/doctest.h>

#include <functional>

#include "base/error.hpp"

using namespace aproape;
using namespace aproape::messages;

namespace {

struct Machine final : Translator {
  std::function<std::string(std::string)> work;
  [[nodiscard]] bool configured() const override { return true; }
  [[nodiscard]] std::string translate(std::string_view text, std::string_view,
                                      std::string_view) const override {
    return work(std::string(text));
  }
};

}  // namespace

TEST_CASE("placeholders and conditions cross a translation untouched, in whatever order they come back") {
  Machine machine;
  std::string seen;
  machine.work = [&](const std::string& text) {
    seen = text;
    return "Case [[1]] of [[0]]. [[2]]Urgent.[[3]]";
  };
  const auto text = translate_template(
      machine, "{{name}}, cazul {{case.number}}. {{#urgency.P1}}Urgent.{{/urgency.P1}}", "ro", "en");
  CHECK(text == "Case {{case.number}} of {{name}}. {{#urgency.P1}}Urgent.{{/urgency.P1}}");
  CHECK(seen == "[[0]], cazul [[1]]. [[2]]Urgent.[[3]]");
  CHECK(seen.find("case.number") == std::string::npos);
}

TEST_CASE("a translation that lost or doubled a placeholder is refused; nothing to translate asks nobody") {
  Machine machine;
  for (const char* back : {"Case.", "Case [[0]] [[0]]", "Case [[1]]"}) {
    machine.work = [&](const std::string&) { return std::string(back); };
    try {
      (void)translate_template(machine, "Cazul {{case.number}}.", "ro", "en");
      FAIL("accepted");
    } catch (const Error& error) {
      CHECK(error.key() == "translation.garbled");
    }
  }
  machine.work = [](const std::string&) -> std::string { throw Error(ErrorKind::internal, "asked"); };
  CHECK(translate_template(machine, " \n", "ro", "en").empty());
  machine.work = [](const std::string& text) { return text; };
  CHECK(translate_template(machine, "Un {{ fără sfârșit", "ro", "en") == "Un {{ fără sfârșit");
}
