#include "text/fold.hpp"

#include <doctest/doctest.h>

using namespace aproape::text;

TEST_CASE("every Romanian spelling folds to one") {
  for (const char* spelling : {"PAȘAPORT", "paşaport", "Pas\u0326aport", "pasaport", "PA\u0218APORT"})
    CHECK(fold(spelling) == "pasaport");
  CHECK(fold("Țară, ţară, ȚARĂ") == "tara, tara, tara");
  CHECK(fold("București în Âmbele ÎMI") == "bucuresti in ambele imi");
  CHECK(fold("Łódź Straße Ørsted naïve İstanbul ışık") == "lodz strasse orsted naive istanbul isik");
}

TEST_CASE("other scripts keep their letters, wide forms become narrow, invisible ones vanish") {
  CHECK(fold("КИЇВ Ёлка Йод") == "київ елка йод");
  CHECK(fold("Ａｂ１\u200B\u00ADﬁ") == "ab1fi");
  CHECK(fold("日本 العربية") == "日本 العربية");
}

TEST_CASE("invalid UTF-8 is repaired, never cut through") {
  CHECK_FALSE(is_valid_utf8("a\xFF"));
  CHECK_FALSE(is_valid_utf8("\xC3"));
  CHECK_FALSE(is_valid_utf8("\xED\xA0\x80"));
  CHECK(is_valid_utf8("ș🙂"));
  CHECK(valid_utf8("a\xFF"
                   "b\xC3") == "a\uFFFDb\uFFFD");
  CHECK(is_valid_utf8(valid_utf8("\xF0\x9F\x99\xF0\x9F\x99\x82\x80")));
  CHECK(prefix("aș", 2) == "a");
  CHECK(prefix("aș", 3) == "aș");
}
