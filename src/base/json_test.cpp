#include "base/json.hpp"

#include <doctest/doctest.h>

#include "base/error.hpp"

using namespace aproape;

TEST_CASE("json keeps what it reads") {
  const std::string text = R"({"a":1,"b":[true,null,-2.5],"c":"ș\n\u2028"})";
  const json::Value value = json::parse(text);
  CHECK(value["a"].as_int() == 1);
  CHECK(value["b"].as_array().at(2).as_double() == -2.5);
  CHECK(value["c"].as_string() == "ș\n\xE2\x80\xA8");
  CHECK(json::write(value) == R"({"a":1,"b":[true,null,-2.5],"c":"ș\n\u2028"})");
}

TEST_CASE("json refuses what two readers could understand in two ways") {
  CHECK_THROWS_AS(json::parse(R"({"role":"a","role":"b"})"), Error);
  CHECK_THROWS_AS(json::parse("[1] trailing"), Error);
  CHECK_THROWS_AS(json::parse("18446744073709551615"), Error);
  CHECK_THROWS_AS(json::parse("1e999"), Error);
  CHECK_THROWS_AS(json::parse("\"\xFF\""), Error);
  CHECK_THROWS_AS(json::parse(std::string(65, '[') + std::string(65, ']')), Error);
  CHECK_THROWS_AS(json::parse(""), Error);
  CHECK_NOTHROW(json::parse(std::string(60, '[') + std::string(60, ']')));
}

TEST_CASE("json text may stand inside a script element") {
  CHECK(json::write(json::Value("</script>")) == "\"\\u003c/script>\"");
}
