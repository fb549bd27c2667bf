#include "domain/knowledge/library.hpp"

#include <doctest/doctest.h>

namespace aproape::knowledge {
namespace {

Article article(std::string key, std::string title, std::vector<std::string> categories,
                Audience audience = Audience::citizen) {
  Article made;
  made.key = std::move(key);
  made.audience = audience;
  made.categories = std::move(categories);
  made.texts["ro"].title = std::move(title);
  return made;
}

Library small() {
  std::vector<Article> all{article("lost", "Pașaport pierdut", {"TRV.lost-stolen"}),
                           article("renew", "Pașaport nou", {"TRV.passport-renew"}),
                           article("script", "Scenariu pașaport", {"PRO.arrest"}, Audience::staff)};
  all[0].texts["en"].title = "Lost passport";
  return {std::move(all), Synonyms::carried()};
}

std::vector<std::string> keys(const std::vector<Hit>& hits) {
  std::vector<std::string> list;
  for (const Hit& hit : hits) list.push_back(hit.article->key);
  return list;
}

TEST_CASE("library: any language finds, the category raises, citizens see what is theirs") {
  const Library library = small();
  CHECK(keys(library.search({.words = "lost passport"})).front() == "lost");
  CHECK(keys(library.search({.words = "pașaport", .category = "TRV.passport-renew"})).front() == "renew");
  CHECK(keys(library.search({.words = "pașaport"})).size() == 3);
  CHECK(keys(library.search({.words = "pașaport", .citizens_only = true})).size() == 2);
  CHECK(library.search({.words = "pașaport", .limit = 1}).size() == 1);
  CHECK(library.articles().back().key == "script");
}

TEST_CASE("library: without words the category alone suggests") {
  const Library library = small();
  CHECK(keys(library.search({.category = "TRV.lost-stolen"})) == std::vector<std::string>{"lost"});
  CHECK(library.search({}).empty());
}

TEST_CASE("library: a mission goes before its country, a note is added, a gap falls to the base language") {
  Article made = article("fee", "Taxă", {});
  made.texts["ro"].details = {{"Condiție"}, {}, "10 EUR", "30 de zile", {}, "Notă."};
  made.texts["en"].details = {{"Condition"}, {}, "EUR 10", "30 days", {}, "Note."};
  made.variants = {
      {"", "ie-dublin-amb", {}, {{"ro", {{}, {}, "59 EUR", "", {}, "Dublin."}}}},
      {"IE",
       "",
       {},
       {{"ro", {{}, {}, "50 EUR", "45 de zile", {}, ""}}, {"en", {{}, {}, "EUR 50", "45 days", {}, ""}}}}};
  const Shown base = show(made, "ro", "", "");
  CHECK(base.text.details.fee == "10 EUR");
  CHECK(base.variants.empty());
  const Shown ireland = show(made, "en", "IE", "");
  CHECK(ireland.text.details.fee == "EUR 50");
  CHECK(ireland.text.details.conditions == std::vector<std::string>{"Condition"});
  const Shown dublin = show(made, "ro", "IE", "ie-dublin-amb");
  CHECK(dublin.text.details.fee == "59 EUR");
  CHECK(dublin.text.details.duration == "45 de zile");
  CHECK(dublin.text.details.note == "Notă.\n\nDublin.");
  CHECK(dublin.variants.size() == 2);
  CHECK(show(made, "en", "IE", "ie-dublin-amb").text.details.fee == "59 EUR");
  CHECK(show(made, "hu", "", "").language == "ro");
}

}  // namespace
}  // namespace aproape::knowledge
