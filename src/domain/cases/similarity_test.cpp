#include "domain/cases/similarity.hpp"

#include <doctest/doctest.h>

using aproape::cases::similarity;

TEST_CASE("texts are alike by the words that both have among all words of either") {
  const std::vector<std::string> a = {"aeroport", "bagaj", "pasaport", "pierdut", "roma"};
  CHECK(similarity(a, a) == 100);
  CHECK(similarity(a, {"aeroport", "bagaj", "pasaport", "pierdut", "vineri"}) == 66);
  CHECK(similarity(a, {"act", "certificat", "copil", "nastere", "scoala"}) == 0);
  CHECK_MESSAGE(similarity({"multumesc"}, {"multumesc"}) == 0, "a thank-you is no second letter");
  CHECK(similarity({}, a) == 0);
}
