#pragma once

#include <boost/json/object.hpp>
#include <map>
#include <string>
#include <vector>

namespace sim {

// What can be counted on both sides: kind ("mail", "taken", "answered", "closed", "waiting", "transferred")
// -> what it was done to and by whom -> how often.
using Figures = std::map<std::string, std::map<std::string, long>>;

// "AP-2026-000123 by 42".
[[nodiscard]] std::string deed_key(const std::string& case_number, const std::string& account);

struct Comparison {
  boost::json::object totals;            // kind -> {"ours","centre"}
  std::vector<std::string> differences;  // one line each: "answered AP-… by 42: 1 here, 2 there"
};
// To the unit, each key by itself.
[[nodiscard]] Comparison compare(const Figures& ours, const Figures& theirs);

}  // namespace sim
