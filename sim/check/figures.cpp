#include "sim/check/figures.hpp"

#include <set>
#include <sstream>

namespace sim {
namespace {

long sum(const std::map<std::string, long>& counts) {
  long all = 0;
  for (const auto& [key, count] : counts) all += count;
  return all;
}

const std::map<std::string, long>& of_kind(const Figures& figures, const std::string& kind) {
  static const std::map<std::string, long> kNone;
  const auto found = figures.find(kind);
  return found == figures.end() ? kNone : found->second;
}

long count_of(const std::map<std::string, long>& counts, const std::string& key) {
  const auto found = counts.find(key);
  return found == counts.end() ? 0 : found->second;
}

}  // namespace

std::string deed_key(const std::string& case_number, const std::string& account) {
  return case_number + " by " + account;
}

Comparison compare(const Figures& ours, const Figures& theirs) {
  Comparison result;
  std::set<std::string> kinds;
  for (const auto& [kind, counts] : ours) kinds.insert(kind);
  for (const auto& [kind, counts] : theirs) kinds.insert(kind);
  for (const std::string& kind : kinds) {
    const auto& here = of_kind(ours, kind);
    const auto& there = of_kind(theirs, kind);
    result.totals[kind] = boost::json::object{{"ours", sum(here)}, {"centre", sum(there)}};
    std::set<std::string> keys;
    for (const auto& [key, count] : here) keys.insert(key);
    for (const auto& [key, count] : there) keys.insert(key);
    for (const std::string& key : keys) {
      const long mine = count_of(here, key);
      const long shown = count_of(there, key);
      if (mine == shown) continue;
      std::ostringstream line;
      line << kind << ' ' << key << ": " << mine << " here, " << shown << " there";
      result.differences.push_back(line.str());
    }
  }
  return result;
}

}  // namespace sim
