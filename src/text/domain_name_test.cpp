#include "text/domain_name.hpp"

#include <doctest/doctest.h>

using aproape::text::ascii_domain;

TEST_CASE("names of other alphabets become ASCII labels, all else stays") {
  CHECK(ascii_domain("example.org") == "example.org");
  CHECK(ascii_domain("m\u00fcnchen.example") == "xn--mnchen-3ya.example");
  CHECK(ascii_domain("bucure\u0219ti.example") == ascii_domain("BUCURE\u0218TI.example"));
  CHECK(ascii_domain("bucure\u0219ti.example").starts_with("xn--"));
  CHECK(ascii_domain("\u4f8b\u5b50.example") == "xn--fsqu00a.example");
  CHECK(ascii_domain("") == "");
  CHECK(ascii_domain("a\xff.example") == "a\xff.example");
  CHECK(ascii_domain("a\u200d b.example") == "a\u200d b.example");
}
