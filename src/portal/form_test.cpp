#include "portal/form.hpp"

#include <doctest/doctest.h>

using aproape::portal::read_form;

TEST_CASE("fields of a form are read as a browser writes them") {
  const auto fields = read_form("score=4&comment=A+mers+bine%2C+mul%C8%9Bumesc%21&score=5&broken&=x");
  CHECK(fields.at("score") == "5");
  CHECK(fields.at("comment") == "A mers bine, mulțumesc!");
  CHECK(fields.find("broken") == fields.end());
}

TEST_CASE("hostile forms end small and as text") {
  CHECK(read_form("").empty());
  CHECK(read_form("a=%").at("a") == "%");
  CHECK(read_form("a=%zz%4").at("a") == "%zz%4");
  CHECK(read_form("a=x%00y").at("a") == "xy");
  CHECK(read_form("a=%ff").at("a") != "\xff");
  std::string many;
  for (int i = 0; i < 1000; ++i) many += "f" + std::to_string(i) + "=1&";
  CHECK(read_form(many).size() == 50);
}
