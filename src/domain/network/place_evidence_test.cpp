#include "domain/network/place_evidence.hpp"

#include <doctest/doctest.h>

#include "domain/network/directory.hpp"

namespace aproape::network {
namespace {

const Atlas& atlas() {
  static const Directory empty{Directory::Data{}};
  static const Atlas made(
      empty, 0,
      "IT,,Italia|Italy\nES,,Spania\nDE,,Germania|Deutschland\nFR,,Fran\u021ba|France\nGR,,Grecia\n"
      "IT,Roma,Rome\nIT,Milano,Milan\nES,Madrid,\nFR,Paris,\nGB,Londra,London\nBG,Sofia,\n");
  return made;
}

// The weight of the first mention of a place; 0 where it is not taken for one.
int weight(std::string_view text, std::string_view place) {
  for (const auto& mention : read_place_mentions(text, atlas()))
    if ((mention.place.empty() ? mention.country : mention.place) == place) return mention.weight;
  return 0;
}

}  // namespace

TEST_CASE("who lives there or is there counts more than a bare name, an authority most") {
  const int bare = weight("Programare Roma", "Roma");
  const int there = weight("am o problem\u0103 la Roma", "Roma");
  const int lives = weight("Locuiesc la Roma", "Roma");
  const int consulate = weight("vreau la consulatul din Roma", "Roma");
  CHECK(bare > 0);
  CHECK(bare < there);
  CHECK(there < lives);
  CHECK(lives < consulate);
  for (const std::string_view text : {"I live in Rome", "Abito a Roma", "Vivo en Roma", "Ich wohne in Roma",
                                      "J'habite a Roma", "stau la Roma", "lucrez in Roma"})
    CHECK(weight(text, "Roma") == lives);
}

TEST_CASE("past stays, births, passages and destinations count little") {
  const int there = weight("am o problem\u0103 la Paris", "Paris");
  for (const std::string_view text :
       {"Sunt n\u0103scut la Paris", "I was born in Paris", "am lucrat zece ani la Paris", "am fost la Paris",
        "am stat in Paris pana anul trecut", "am trecut prin Paris", "am plecat din Paris",
        "veneam de la munte din Paris"})
    CHECK_MESSAGE(weight(text, "Paris") * 2 < there, text);
  const int rome = weight("am o problem\u0103 la Roma", "Roma");
  for (const std::string_view text :
       {"mergem la Roma", "un zbor spre Roma", "a trip to Rome", "sora mea din Roma"}) {
    CHECK_MESSAGE(weight(text, "Roma") < rome, text);
    CHECK_MESSAGE(weight(text, "Roma") > 0, text);
  }
  CHECK(weight("am fost oprit la Paris", "Paris") == there);
  CHECK(weight("copilul s-a n\u0103scut la Paris", "Paris") > weight("m-am n\u0103scut la Paris", "Paris"));
  CHECK(weight("eu \u0219i sora mea locuim la Paris", "Paris") == weight("locuim la Paris", "Paris"));
}

TEST_CASE("streets, hotels and persons are no places") {
  for (const std::string_view text : {"via Milano", "calle Milano 8", "rue de Milan", "Milan Street",
                                      "hotel Milano", "strada Milano", "restaurantul Milano"})
    CHECK_MESSAGE(weight(text, "Milano") == 0, text);
  CHECK(weight("M\u0103 numesc Sofia", "Sofia") == 0);
  CHECK(weight("Locuiesc \u00een Sofia", "Sofia") > 0);
  CHECK(weight("lucrez la un restaurant din Milano", "Milano") > 0);
}

TEST_CASE("a country among other words is talk; places named together count alike") {
  CHECK(weight("Italia a b\u0103tut aseara", "IT") < weight("sunt in Italia", "IT") / 2);
  CHECK(weight("produse din Germania \u0219i Fran\u021ba", "DE") ==
        weight("produse din Germania \u0219i Fran\u021ba", "FR"));
  CHECK(weight("offices in London, Madrid and Rome", "Londra") ==
        weight("offices in London, Madrid and Rome", "Roma"));
}

TEST_CASE("any bytes, any length") {
  CHECK(read_place_mentions(std::string(1'000'000, '\xff'), atlas()).empty());
  std::string text;
  for (int i = 0; i < 100'000; ++i) text += "Roma ";
  CHECK(read_place_mentions(text, atlas()).size() <= 1500);
  CHECK(read_place_mentions("", atlas()).empty());
}

}  // namespace aproape::network
