#include "domain/collaboration/mentions.hpp"

#include <doctest/doctest.h>

using namespace aproape::collaboration;
using Words = std::vector<std::string>;

TEST_CASE("names stand after an @ at the beginning of a word") {
  CHECK(mentions_in("@ana.pop vezi; și (@Radu), @echipa-1.") == Words{"ana.pop", "radu", "echipa-1"});
  CHECK(mentions_in("@ana @ana\n@ANA") == Words{"ana"});
}

TEST_CASE("an address of mail, a lone @ and a letter with a sign name nobody") {
  CHECK(mentions_in("scrie la ana@example.org sau @ ").empty());
  CHECK(mentions_in("@a @-x @._").empty());
  CHECK(mentions_in("@ștefan").empty());
  CHECK(mentions_in("@" + std::string(41, 'a')).empty());
}

TEST_CASE("a text full of signs names at most twenty") {
  std::string text;
  for (int i = 0; i < 500; ++i) text += " @om" + std::to_string(i);
  CHECK(mentions_in(text).size() == 20);
}

TEST_CASE("a handle is what may stand after an @") {
  CHECK(is_handle("ana.pop"));
  CHECK_FALSE(is_handle("Ana"));
  CHECK_FALSE(is_handle("ana."));
  CHECK_FALSE(is_handle("a"));
}
