#include "domain/crisis/match.hpp"

#include <doctest/doctest.h>

using namespace aproape;
using crisis::Crisis;
using crisis::Facts;

namespace {

Crisis gulf() {
  Crisis crisis;
  crisis.name = "Spațiu aerian închis";
  crisis.countries = {"AE", "QA"};
  crisis.units = {"om-muscat-amb"};
  crisis.categories = {"PRO", "TRV.lost-stolen"};
  crisis.from = 1000;
  crisis.until = 2000;
  crisis.texts = {{"ro", "Spațiul aerian este închis."}, {"en", "The airspace is closed."}};
  return crisis;
}

}  // namespace

TEST_CASE("a case belongs to a crisis by place, category and time together") {
  const Facts facts{"ae-abu-dhabi-amb", {"AE"}, "PRO", "PRO.stranded", 1500};
  CHECK(crisis::matches(gulf(), facts));
  const auto with = [&](auto change) {
    Facts other = facts;
    change(other);
    return crisis::matches(gulf(), other);
  };
  CHECK_FALSE(with([](Facts& f) { f.opened_at = 999; }));
  CHECK_FALSE(with([](Facts& f) { f.opened_at = 2000; }));
  CHECK_FALSE(with([](Facts& f) { f.countries = {"IT"}; }));
  CHECK(with([](Facts& f) { f.countries = {"IT", "QA"}; }));  // what the text is about
  CHECK(with([](Facts& f) {
    f.countries = {"OM"};
    f.unit = "om-muscat-amb";
  }));
  CHECK_FALSE(with([](Facts& f) {
    f.category = "CIV";
    f.subcategory = "CIV.birth-reg";
  }));
  CHECK(with([](Facts& f) {
    f.category = "TRV";
    f.subcategory = "TRV.lost-stolen";
  }));
  CHECK_FALSE(with([](Facts& f) {
    f.category = "TRV";
    f.subcategory = "TRV.passport-renew";
  }));
  Crisis any = gulf();
  any.categories.clear();
  CHECK(crisis::matches(any, {"x", {"AE"}, "", "", 1500}));
  any.ended_at = 1200;
  CHECK_FALSE(crisis::matches(any, facts));
}

TEST_CASE("the announcement is in the citizen's language, else English, else Romanian") {
  CHECK(crisis::announcement(gulf(), "ro") == "Spațiul aerian este închis.");
  CHECK(crisis::announcement(gulf(), "it") == "The airspace is closed.");
  Crisis crisis = gulf();
  crisis.texts.erase("en");
  CHECK(crisis::announcement(crisis, "it") == "Spațiul aerian este închis.");
  crisis.texts.clear();
  CHECK(crisis::announcement(crisis, "ro").empty());
}
