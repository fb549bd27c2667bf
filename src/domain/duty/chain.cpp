#include "domain/duty/chain.hpp"

#include <algorithm>
#include <iterator>
#include <string_view>

namespace aproape::duty {
namespace {

const Shift* holder(const std::vector<Shift>& shifts, UnitId unit, std::string_view role, Millis at) {
  const auto found = std::find_if(shifts.begin(), shifts.end(), [&](const Shift& shift) {
    return shift.unit == unit && shift.role == role && shift.covers(at);
  });
  return found == shifts.end() ? nullptr : &*found;
}

void add_gaps(std::vector<Gap>& found, std::vector<Shift> shifts, const std::string& role, Millis from,
              Millis until) {
  std::sort(shifts.begin(), shifts.end(), [](const Shift& a, const Shift& b) { return a.from < b.from; });
  Millis covered = from;
  for (const Shift& shift : shifts) {
    if (shift.until <= covered) continue;
    if (shift.from >= until) break;
    if (shift.from > covered) found.push_back({role, covered, shift.from});
    covered = shift.until;
  }
  if (covered < until) found.push_back({role, covered, until});
}

}  // namespace

std::vector<Shift> chain(const std::vector<Shift>& shifts, const Plan& plan, UnitId centre, Millis at) {
  std::vector<Shift> rung;
  const auto add = [&](UnitId unit, std::string_view role) {
    if (unit.empty()) return;
    if (const Shift* shift = holder(shifts, unit, role, at)) rung.push_back(*shift);
  };
  add(plan.unit, "consul");
  add(plan.unit, "deputy");
  add(plan.neighbour, "consul");
  add(centre, "officer");
  return rung;
}

std::vector<Gap> gaps(const std::vector<Shift>& shifts, const Plan& plan, bool centre, Millis from,
                      Millis until) {
  std::vector<Gap> found;
  std::vector<std::string> wanted{centre ? "officer" : "consul"};
  if (plan.deputy && !centre) wanted.emplace_back("deputy");
  for (const std::string& role : wanted) {
    std::vector<Shift> own;
    std::copy_if(shifts.begin(), shifts.end(), std::back_inserter(own),
                 [&](const Shift& shift) { return shift.unit == plan.unit && shift.role == role; });
    add_gaps(found, std::move(own), role, from, until);
  }
  std::stable_sort(found.begin(), found.end(), [](const Gap& a, const Gap& b) { return a.from < b.from; });
  return found;
}

}  // namespace aproape::duty
