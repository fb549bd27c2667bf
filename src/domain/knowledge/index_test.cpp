#include "domain/knowledge/index.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"
#include "domain/knowledge/terms.hpp"

namespace aproape::knowledge {
namespace {

const Synonyms& synonyms() {
  static const Synonyms made("words\ncarte de identitate|buletin|identity card\npierdut|lost\n");
  return made;
}

Index three() {
  Index index(synonyms());
  index.add({"Carte de identitate", "", "cum se reînnoiește", "acte: certificat de naștere"});
  index.add({"Pașaport pierdut sau furat", "", "ce faceți când ați pierdut pașaportul", "anunțați poliția"});
  index.add({"Certificat de naștere", "", "înregistrarea nașterii", "pașaportul părinților"});
  index.finish();
  return index;
}

// The best document; -1 for none.
int best(const Index& index, std::string_view question, bool typing = false) {
  const auto matches = index.search(question, typing);
  return matches.empty() ? -1 : static_cast<int>(matches.front().document);
}

TEST_CASE("index: spelling and endings do not matter, place does") {
  const Index index = three();
  CHECK(best(index, "pașaportul pierdut") == 1);
  CHECK(best(index, "PASAPORTULUI") == 1);
  CHECK(best(index, "paşapoarte") == 1);
  CHECK(best(index, "certificatele de nastere") == 2);
  CHECK(best(index, "elicopter") == -1);
  CHECK(best(index, "") == -1);
}

TEST_CASE("index: other names of a thing find it") {
  const Index index = three();
  CHECK(best(index, "buletin") == 0);
  CHECK(best(index, "mi-a expirat buletinul") == 0);
  CHECK(best(index, "lost") == 1);
  // A name of two words counts only where both stand.
  for (const auto& match : index.search("identity card", false)) CHECK(match.document == 0);
}

TEST_CASE("index: a beginning and a letter off still find") {
  const Index index = three();
  CHECK(best(index, "pașap", true) == 1);
  CHECK(best(index, "pasaprot") == 1);
  CHECK(best(index, "certifcat nastere") == 2);
}

TEST_CASE("index: a word said again counts once") {
  const Index index = three();
  const double once = index.search("pierdut", false).front().score;
  CHECK(index.search("pierdut pierdut pierdut", false).front().score == doctest::Approx(once));
}

TEST_CASE("terms: nearly") {
  CHECK(nearly("pasaport", "pasaport", 0));
  CHECK(nearly("pasaport", "pasaprot", 1));
  CHECK(nearly("pasaport", "pasport", 1));
  CHECK_FALSE(nearly("pasaport", "raport", 1));
  CHECK_FALSE(nearly("", "abc", 2));
}

TEST_CASE("synonyms: a broken file names its line") {
  try {
    const Synonyms broken("words\na|\n");
    FAIL("read");
  } catch (const Error& error) {
    CHECK(error.key() == "catalogue.synonyms");
  }
}

}  // namespace
}  // namespace aproape::knowledge
