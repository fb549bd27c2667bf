#include "domain/knowledge/reader.hpp"

#include <doctest/doctest.h>

#include "domain/knowledge/carried.hpp"
#include "domain/knowledge/document.hpp"

namespace aproape::knowledge {
namespace {

const Sources kSources{{"LAW", {"LAW", "official", "the law", "2026-11-23"}}};

constexpr std::string_view kGuide = R"(key: fees
audience: citizen
kind: guide
categories: [APP.fees]
sources: [LAW]
review_by: "2027-05-23"
texts:
  ro: {title: Taxe, summary: Ce se plătește, body: Aproape nimic.}
)";

std::string faults(std::string_view yaml) {
  return describe("a.yaml", read_article(yaml, kSources).faults);
}

std::string with(std::string_view text, std::string_view part, std::string_view instead) {
  std::string changed(text);
  changed.replace(changed.find(part), part.size(), instead);
  return changed;
}

bool says(const std::string& text, std::string_view part) {
  return text.find(part) != std::string::npos;
}

TEST_CASE("reader: a guide is read whole") {
  const ReadArticle read = read_article(kGuide, kSources);
  CHECK(describe("a.yaml", read.faults) == "");
  CHECK(read.article.key == "fees");
  CHECK(read.article.sources[0].seen == "2026-11-23");
  CHECK(read.article.texts.at("ro").body == "Aproape nimic.");
}

TEST_CASE("reader: every fault is told, with its line and place") {
  const std::string all = faults(with(with(kGuide, "title: Taxe", "titel: Taxe"), "[LAW]", "[LAW, NONE]"));
  CHECK(says(all, "a.yaml:8: texts.ro.titel: json.unknown_member"));
  CHECK(says(all, "a.yaml:8: texts.ro.title: field.required"));
  CHECK(says(all, "a.yaml:5: sources.2: article.unknown_source"));
  CHECK(says(faults("key: [1, 2"), "yaml.syntax"));
  CHECK(says(faults("[]"), "field.invalid"));
  CHECK(says(faults(with(kGuide, "key: fees", "key: Fees!")), "key: field.invalid"));
  CHECK(says(faults(with(kGuide, "kind: guide", "kind: leaflet")), "kind: field.invalid"));
  CHECK(says(faults(with(kGuide, "2027-05-23", "soon")), "review_by: field.invalid"));
  CHECK(says(faults(with(kGuide, "title: Taxe", "title: " + std::string(1'001, 'a'))), "field.too_long"));
}

TEST_CASE("reader: a service needs its conditions, documents, fee, duration, law and two missions") {
  const std::string all = faults(with(kGuide, "kind: guide", "kind: service"));
  for (const std::string_view part : {"conditions", "documents", "fee", "duration", "legal"})
    CHECK(says(all, "texts.ro." + std::string(part) + ": field.required"));
  CHECK(says(all, "variants: article.few_variants"));
}

constexpr std::string_view kScript = R"(key: script-x
audience: operator
kind: script
categories: [PRO.death]
sources: [LAW]
review_by: "2027-05-23"
texts:
  ro:
    title: X
    summary: Y
    first: 112 mai întâi
    questions:
      - ask: A?
        answers: [{say: Da, next: 2}, {say: Nu, decide: Gata}]
      - ask: B?
        answers: [{say: Da, decide: Gata}, {say: Nu, decide: Altfel}]
)";

TEST_CASE("reader: a script begins with 112 and every way ends in a decision") {
  CHECK(faults(kScript) == "");
  CHECK(says(faults(with(kScript, "112 mai", "Bună ziua, mai")), "article.emergency_first"));
  CHECK(says(faults(with(kScript, "next: 2", "next: 1")), "article.dead_end"));
  CHECK(says(faults(with(kScript, "next: 2", "next: 3")), "article.dead_end"));
  CHECK(says(faults(with(kScript, "next: 2", "decide: Gata")), "questions.2: article.never_asked"));
  CHECK(says(faults(with(kScript, ", {say: Nu, decide: Altfel}", "")), "article.answers"));
  std::string seven(kScript);
  for (int i = 0; i < 5; ++i)
    seven += "      - {ask: C, answers: [{say: Da, decide: G}, {say: Nu, decide: H}]}\n";
  CHECK(says(faults(seven), "article.questions"));
  const std::string other = std::string(kScript) +
                            "  en: {title: X, summary: Y, first: 112 first, questions: [{ask: A, answers: "
                            "[{say: Yes, decide: Done}, {say: No, decide: Done}]}]}\n";
  CHECK(says(faults(other), "texts.en.questions: article.other_ways"));
}

TEST_CASE("reader: a variant stands for one place, with its source") {
  const std::string base(kGuide);
  CHECK(faults(base + "variants: [{mission: it-rome-cg, sources: [LAW], texts: {ro: {fee: 1 EUR}}}]\n") ==
        "");
  CHECK(says(faults(base + "variants: [{sources: [LAW], texts: {ro: {fee: 1 EUR}}}]\n"),
             "article.variant_place"));
  CHECK(says(faults(base + "variants: [{country: IT, texts: {ro: {fee: 1 EUR}}}]\n"), "variants.1.sources"));
  CHECK(says(faults(base + "variants: [{country: IT, sources: [LAW], texts: {ro: {}}}]\n"), "field.invalid"));
}

TEST_CASE("reader: what the catalogue carries is whole, and survives the way through JSON") {
  const std::vector<Article> articles = carried_articles();
  REQUIRE(!articles.empty());
  for (const Article& article : articles) {
    const ReadArticle again = read_article(json::parse(json::write(to_json(article))), {});
    CHECK(describe(article.key, again.faults) == "");
    CHECK(again.article == article);
    CHECK(article.texts.contains("en"));
  }
}

}  // namespace
}  // namespace aproape::knowledge
