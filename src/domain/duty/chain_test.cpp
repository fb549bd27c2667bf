#include "domain/duty/chain.hpp"

#include <doctest/doctest.h>

using namespace aproape;
using duty::Plan;
using duty::Shift;

namespace {

constexpr UnitId kRome{1}, kMilan{2}, kCentre{9};

Shift shift(UnitId unit, const char* role, const char* name, Millis from, Millis until) {
  Shift made;
  made.unit = unit;
  made.role = role;
  made.name = name;
  made.from = from;
  made.until = until;
  return made;
}

std::string names(const std::vector<Shift>& chain) {
  std::string text;
  for (const Shift& one : chain) text += (text.empty() ? "" : " ") + one.name;
  return text;
}

}  // namespace

TEST_CASE("a hunt rings consul, deputy, the neighbour's consul, the officer of the centre") {
  const std::vector<Shift> shifts{
      shift(kCentre, "officer", "officer", 0, 100), shift(kMilan, "consul", "neighbour", 0, 100),
      shift(kMilan, "deputy", "not-asked", 0, 100), shift(kRome, "deputy", "deputy", 0, 100),
      shift(kRome, "consul", "consul", 0, 50),      shift(kRome, "consul", "next", 50, 100)};
  const Plan plan{kRome, kMilan};
  CHECK(names(duty::chain(shifts, plan, kCentre, 49)) == "consul deputy neighbour officer");
  CHECK(names(duty::chain(shifts, plan, kCentre, 50)) == "next deputy neighbour officer");
  CHECK(names(duty::chain(shifts, Plan{kRome, {}}, kCentre, 50)) == "next deputy officer");
  CHECK(names(duty::chain(shifts, plan, {}, 100)).empty());
}

TEST_CASE("gaps are the times that no shift of a wanted role covers") {
  std::vector<Shift> shifts{shift(kRome, "consul", "a", 10, 20), shift(kRome, "consul", "b", 15, 30),
                            shift(kRome, "consul", "c", 40, 200), shift(kMilan, "consul", "other", 30, 40),
                            shift(kRome, "deputy", "d", 0, 60)};
  Plan plan{kRome, {}};
  auto found = duty::gaps(shifts, plan, false, 0, 100);
  REQUIRE(found.size() == 2);
  CHECK((found[0].from == 0 && found[0].until == 10));
  CHECK((found[1].from == 30 && found[1].until == 40));
  plan.deputy = true;
  found = duty::gaps(shifts, plan, false, 45, 100);
  REQUIRE(found.size() == 1);
  CHECK((found[0].role == "deputy" && found[0].from == 60 && found[0].until == 100));
  CHECK(duty::gaps({}, plan, false, 0, 1).size() == 2);
  // The centre has an officer, and no consul.
  found = duty::gaps({shift(kCentre, "officer", "o", 0, 50)}, Plan{kCentre, {}}, true, 0, 60);
  REQUIRE(found.size() == 1);
  CHECK((found[0].role == "officer" && found[0].from == 50));
}
