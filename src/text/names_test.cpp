#include "text/names.hpp"

#include <doctest/doctest.h>

using namespace aproape::text;

TEST_CASE("names compare without order, marks, titles and diacritics") {
  CHECK(name_key("POPESCU, Ștefan-Ion") == name_key("dl. Stefan Ion Popescu"));
  CHECK(name_key("D'Angelo Maria") == "dangelo maria");
  CHECK(name_key("dr.").empty());
  CHECK(name_likeness("Ion Popescu", "POPESCU Ion") == 100);
  CHECK(name_likeness("Ion Popescu", "Ion Gheorghe Popescu") >= 80);
  CHECK(name_likeness("Ion Popescu", "Ion Popesku") >= 80);
  CHECK(name_likeness("Ana Maria Țîrcă", "Tirca Ana-Maria") == 100);
  CHECK(name_likeness("Ion", "Ion Popescu") < 80);
  CHECK(name_likeness("Ion Popescu", "Ana Popescu") < 80);
  CHECK(name_likeness("", "Ana") == 0);
}

TEST_CASE("a shown name has no hidden characters") {
  CHECK(clean_name("  Ana\u202E \r\n\t Maria\u0007 ") == "Ana Maria");
  CHECK(clean_name(std::string(500, 'x')).size() == 200);
}
