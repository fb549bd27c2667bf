#include "domain/classification/classifier.hpp"

#include <doctest/doctest.h>

#include <algorithm>

#include "base/error.hpp"
#include "domain/classification/carried.hpp"
#include "domain/classification/evaluation.hpp"
#include "domain/classification/trainer.hpp"
#include "domain/classification/verdict_json.hpp"

using namespace aproape;
using namespace aproape::classification;

namespace {

constexpr std::string_view kConcepts =
    "concept,ro,en\n"
    "passport,pasaport*,passport*\n"
    "died,a murit|deced*,died\n"
    "today,azi,today\n"
    "certificate,certificat*,certificate*\n"
    "past,acum * ani,years ago\n";
constexpr std::string_view kRules =
    "code,urgency,subcategory,needs,within,unless,valid_from,why\n"
    "death,P1,PRO.death,died today,6,past|past-year|certificate,2026-11-29,a fresh death\n";
constexpr std::string_view kTaxonomy =
    "category_code,code,default_urgency\nTRV,TRV.passport-renew,P3\nPRO,PRO.death,P1\n";

constexpr std::string_view kToday = "2026-11-29";

std::vector<Example> dozen() {
  std::vector<Example> all;
  const auto add = [&](std::string text, std::string topic, bool urgent) {
    Example e;
    e.id = std::to_string(all.size());
    e.group = e.id;
    e.text = std::move(text);
    e.kind = topic == "spam" ? "spam" : "case";
    if (topic != "spam") e.subcategory = topic;
    e.urgency = urgent ? "P1" : "P3";
    e.urgent = urgent;
    all.push_back(std::move(e));
  };
  for (const char* text :
       {"Vreau să îmi reînnoiesc pașaportul expirat", "Pașaportul a expirat, cum îl schimb?",
        "How do I renew my passport?", "Acte pentru pașaport nou, vă rog"})
    add(text, "TRV.passport-renew", false);
  for (const char* text : {"Tata a murit azi la Roma", "Soțul meu a decedat azi în spital, ce facem?",
                           "My brother died today in Milan", "A murit azi fratele meu la muncă"})
    add(text, "PRO.death", true);
  for (const char* text : {"Cheap loans for everybody, click here", "Win money now, click here",
                           "Câștigă bani rapid, click aici", "Best casino bonus, click here"})
    add(text, "spam", false);
  return all;
}

Classifier trained(const std::vector<Example>& examples) {
  const auto analyser = std::make_shared<const Analyser>(kConcepts, kRules);
  TrainSettings settings;
  settings.least_texts = 1;
  return {analyser, std::make_shared<const Taxonomy>(kTaxonomy),
          LinearModel::read(write(train(examples, *analyser, settings)))};
}

bool holds(const std::vector<std::string>& list, std::string_view word) {
  return std::find(list.begin(), list.end(), word) != list.end();
}

}  // namespace

TEST_CASE("what was learnt is known again in every spelling, with the words that spoke for it") {
  const Classifier classifier = trained(dozen());
  const Verdict verdict = classifier.classify("PAŞAPORT", "as dori sa reinnoiesc pasaportul", kToday);
  CHECK(verdict.kind == "case");
  CHECK(verdict.subcategory == "TRV.passport-renew");
  CHECK(verdict.category == "TRV");
  CHECK(verdict.urgency == "P3");
  CHECK_FALSE(verdict.urgent);
  CHECK((holds(verdict.words, "PAŞAPORT") || holds(verdict.words, "pasaportul")));
  CHECK(verdict.confidence > 0.4F);
  CHECK(verdict.category_confidence >= verdict.confidence);

  const Verdict spam = classifier.classify("", "click here for money", kToday);
  CHECK(spam.kind == "spam");
  CHECK(spam.subcategory.empty());
  CHECK(spam.category.empty());
  CHECK_FALSE(spam.urgent);
}

TEST_CASE("a fresh death is urgent, an old one and a certificate are not, and shouting is no reason") {
  const Classifier classifier = trained(dozen());
  const Verdict fresh = classifier.classify("", "Mama mea a decedat azi", kToday);
  CHECK(fresh.urgent);
  CHECK(fresh.urgency == "P1");
  CHECK(holds(fresh.rules, "death"));
  CHECK(holds(fresh.urgent_words, "decedat"));
  CHECK(classifier.classify("", "bunicul a murit in 2015, am aflat azi", kToday).rules.empty());
  CHECK_FALSE(classifier.classify("", "bunicul a murit in 2026, am aflat azi", kToday).rules.empty());
  CHECK(classifier.classify("", "a murit acum zece ani, il caut azi", kToday).rules.empty());
  CHECK(classifier.classify("", "a murit; cer azi un certificat", kToday).rules.empty());
  CHECK_FALSE(classifier.classify("URGENT!!!", "URGENT URGENT pasaport expirat URGENT!!!", kToday).urgent);
}

TEST_CASE("a rule speaks from its day on") {
  const Classifier classifier = trained(dozen());
  CHECK(classifier.classify("", "Mama mea a decedat azi", "2026-11-28").rules.empty());
  CHECK(holds(classifier.classify("", "Mama mea a decedat azi", "2026-11-29").rules, "death"));
  CHECK(holds(classifier.classify("", "Mama mea a decedat azi", "2027-01-01").rules, "death"));
  const Lexicon lexicon(kConcepts);
  CHECK_THROWS_AS(
      Rules("code,urgency,subcategory,needs,within,unless,valid_from,why\na,P1,,died,1,,tomorrow,x\n",
            lexicon),
      Error);
}

TEST_CASE("an example weighs as many others as it says") {
  std::vector<Example> examples = dozen();
  for (int i = 0; i < 3; ++i) {
    Example seed = examples.front();
    seed.id = seed.group = "seed" + std::to_string(i);
    seed.text = "Acte pentru bunica la consulat";
    seed.subcategory = i == 2 ? "PRO.death" : "TRV.passport-renew";
    examples.push_back(std::move(seed));
  }
  const std::string_view text = "Acte pentru bunica la consulat";
  CHECK(trained(examples).classify("", text, kToday).subcategory == "TRV.passport-renew");
  examples.back().times = 6;
  CHECK(trained(examples).classify("", text, kToday).subcategory == "PRO.death");
}

TEST_CASE("what is asked is told apart from the rest") {
  const Text text = read_words("Taxe?", "Copilul are 4.300 lei. Cat costa; unde platesc? Multumesc");
  std::vector<std::string> asked;
  for (const Word& word : text.words)
    if (word.asked) asked.push_back(word.folded);
  CHECK(asked == std::vector<std::string>{"taxe", "unde", "platesc"});
  CHECK(text.words.back().sentence == 4);
}

TEST_CASE("training gives the same bytes each time, and another order of calls none other") {
  const Analyser analyser(kConcepts, kRules);
  const std::string once = write(train(dozen(), analyser));
  CHECK(once == write(train(dozen(), analyser)));
  CHECK(LinearModel::read(once).name().size() == 16);
  auto other = dozen();
  other.front().subcategory = "PRO.death";
  CHECK(LinearModel::read(write(train(other, analyser))).name() != LinearModel::read(once).name());
  CHECK_THROWS_AS((void)train({}, analyser), Error);
}

TEST_CASE("a damaged model file is refused, wherever it is cut") {
  const Analyser analyser(kConcepts, kRules);
  const std::string bytes = write(train(dozen(), analyser));
  for (std::size_t size = 0; size < bytes.size(); size += 1 + size / 3)
    CHECK_THROWS_AS((void)LinearModel::read(bytes.substr(0, size)), Error);
  CHECK_THROWS_AS((void)LinearModel::read(bytes + 'x'), Error);
  std::string wrong = bytes;
  wrong[0] = 'X';
  CHECK_THROWS_AS((void)LinearModel::read(wrong), Error);
  wrong = bytes;
  wrong[wrong.size() - 2] = '\xFF';  // a column that is none
  CHECK_THROWS_AS((void)LinearModel::read(wrong), Error);
}

TEST_CASE("a text is read with the words of its own language") {
  const Lexicon lexicon("concept,ro,hu\ntoday,azi,ma\n");
  const Text text = read_words("", "ma duc azi la consulat");
  CHECK(lexicon.find(text, "ro", 2026).size() == 1);
  CHECK(lexicon.find(text, "hu", 2026).size() == 1);
  CHECK(lexicon.find(text, "", 2026).size() == 1);
  CHECK(lexicon.find(text, "zh", 2026).empty());
}

TEST_CASE("tables that cannot be read name their line") {
  CHECK_THROWS_AS(Lexicon("concept,ro,en\na,x*,y\na,z,z\n"), Error);
  CHECK_THROWS_AS(Lexicon("concept,ro,en\na,*,y\n"), Error);
  const Lexicon lexicon(kConcepts);
  CHECK_THROWS_AS(
      Rules("code,urgency,subcategory,needs,within,unless,valid_from,why\na,P1,,nothing,1,,,x\n", lexicon),
      Error);
  CHECK_THROWS_AS(
      Rules("code,urgency,subcategory,needs,within,unless,valid_from,why\na,P4,,died,1,,,x\n", lexicon),
      Error);
  CHECK_THROWS_AS((void)read_examples("x", "{\"text\":\"a\"}\n{broken\n"), Error);
}

TEST_CASE("hostile texts are read: empty, broken, endless, without blanks") {
  const Classifier classifier = trained(dozen());
  CHECK_FALSE(classifier.classify("", "", kToday).urgent);
  (void)classifier.classify("\xFF\xFE", "\xC3\x28 \xF0\x9F", kToday);
  (void)classifier.classify("", std::string(2'000'000, 'a'), kToday);
  std::string many;
  for (int i = 0; i < 200'000; ++i) many += "a murit azi ";
  CHECK(classifier.classify("", many, kToday).urgent);
}

TEST_CASE("a verdict survives its own JSON") {
  const Verdict verdict =
      trained(dozen()).classify("", "Mama mea a decedat azi la Roma, va rog ajutati-ma", kToday);
  const Verdict back = verdict_of(json::parse(json::write(to_json(verdict))));
  CHECK(back.subcategory == verdict.subcategory);
  CHECK(back.urgent == verdict.urgent);
  CHECK(back.words == verdict.words);
  CHECK(back.rules == verdict.rules);
  CHECK(back.alternatives.size() == verdict.alternatives.size());
  CHECK(back.confidence == doctest::Approx(verdict.confidence).epsilon(0.01));
}

TEST_CASE("figures count what they say") {
  std::vector<Example> examples(4);
  for (Example& e : examples) e.subcategory = "PRO.death";
  examples[0].urgent = examples[1].urgent = true;
  examples[3].kind = "spam";
  examples[3].subcategory.clear();
  std::vector<Verdict> verdicts(4);
  for (Verdict& v : verdicts) v.subcategory = "PRO.death";
  verdicts[2].subcategory = "PRO.remains";
  verdicts[0].urgent = verdicts[2].urgent = true;
  verdicts[3].kind = "spam";
  const Figures figures = evaluate(examples, verdicts);
  CHECK(figures.category_accuracy == 1.0);
  CHECK(figures.subcategory_accuracy == 0.75);
  CHECK(figures.urgent_recall == 0.5);
  CHECK(figures.urgent_precision == 0.5);
  CHECK(figures.confusions == std::vector<std::pair<std::string, int>>{{"PRO.death -> PRO.remains", 1}});
}
