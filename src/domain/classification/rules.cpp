#include "domain/classification/rules.hpp"

#include <algorithm>
#include <charconv>
#include <optional>

#include "base/error.hpp"
#include "formats/csv/csv.hpp"

namespace aproape::classification {
namespace {

[[noreturn]] void refuse(std::size_t line, std::string_view column) {
  throw Error(ErrorKind::invalid, "classifier.rules",
              "line " + std::to_string(line) + ", " + std::string(column));
}

std::vector<std::string> split(std::string_view list, char mark) {
  std::vector<std::string> parts;
  while (!list.empty()) {
    const std::size_t end = list.find(mark);
    if (end != 0) parts.emplace_back(list.substr(0, end));
    list = end == std::string_view::npos ? std::string_view() : list.substr(end + 1);
  }
  return parts;
}

// "2026-11-29".
bool is_day(std::string_view text) {
  if (text.size() != 10) return false;
  for (std::size_t i = 0; i < text.size(); ++i) {
    const bool dash = i == 4 || i == 7;
    if (dash ? text[i] != '-' : text[i] < '0' || text[i] > '9') return false;
  }
  return true;
}

bool holds(const std::vector<int>& list, int number) {
  return std::find(list.begin(), list.end(), number) != list.end();
}

// The narrowest stretch of words, from a hit on, that holds one concept of each group.
std::optional<Fired> stretch(const Rule& rule, const std::vector<Hit>& hits, std::size_t from) {
  std::vector<bool> met(rule.needs.size(), false);
  int last = hits[from].first;
  for (std::size_t i = from; i < hits.size(); ++i) {
    if (hits[i].first - hits[from].first > rule.within) break;
    for (std::size_t group = 0; group < rule.needs.size(); ++group) {
      if (met[group] || !holds(rule.needs[group], hits[i].concept_id)) continue;
      met[group] = true;
      last = std::max(last, hits[i].first + hits[i].count - 1);
      break;  // one hit fills one group
    }
    if (std::all_of(met.begin(), met.end(), [](bool one) { return one; }))
      return Fired{0, hits[from].first, static_cast<std::uint16_t>(last)};
  }
  return std::nullopt;
}

// Whether the text has a concept of each group at all: most rules of a calm text end here.
bool possible(const Rule& rule, const std::vector<bool>& spoken) {
  return std::all_of(rule.needs.begin(), rule.needs.end(), [&](const std::vector<int>& group) {
    return std::any_of(group.begin(), group.end(), [&](int id) {
      return static_cast<std::size_t>(id) < spoken.size() && spoken[static_cast<std::size_t>(id)];
    });
  });
}

bool guarded(const Rule& rule, const std::vector<Hit>& hits, const Fired& fired) {
  return std::any_of(hits.begin(), hits.end(), [&](const Hit& hit) {
    return holds(rule.unless, hit.concept_id) && hit.first + kGuard >= fired.first &&
           hit.first <= fired.last + kGuard;
  });
}

}  // namespace

Rules::Rules(std::string_view csv, const Lexicon& lexicon) {
  const csv::Table table(
      csv, {"code", "urgency", "subcategory", "needs", "within", "unless", "valid_from", "why"});
  const auto number = [&](const std::string& name, std::size_t line, std::string_view column) {
    const int found = lexicon.number(name);
    if (found < 0) refuse(line, column);
    return found;
  };
  for (const csv::Row& row : table.rows()) {
    Rule rule;
    rule.code = table.field(row, "code");
    if (rule.code.empty()) refuse(row.line, "code");
    rule.urgency = table.field(row, "urgency");
    if (rule.urgency != "P1" && rule.urgency != "P2") refuse(row.line, "urgency");
    rule.subcategory = table.field(row, "subcategory");
    for (const std::string& group : split(table.field(row, "needs"), ' ')) {
      std::vector<int> concepts;
      for (const std::string& name : split(group, '|')) concepts.push_back(number(name, row.line, "needs"));
      rule.needs.push_back(std::move(concepts));
    }
    if (rule.needs.empty()) refuse(row.line, "needs");
    const std::string within = table.field(row, "within");
    const auto [end, error] = std::from_chars(within.data(), within.data() + within.size(), rule.within);
    if (error != std::errc() || end != within.data() + within.size() || rule.within < 0)
      refuse(row.line, "within");
    for (const std::string& name : split(table.field(row, "unless"), '|'))
      rule.unless.push_back(number(name, row.line, "unless"));
    rule.valid_from = table.field(row, "valid_from");
    if (!rule.valid_from.empty() && !is_day(rule.valid_from)) refuse(row.line, "valid_from");
    if (table.field(row, "why").empty()) refuse(row.line, "why");
    rules_.push_back(std::move(rule));
  }
}

int year_of(std::string_view day) {
  int year = 0;
  const std::string_view digits = day.substr(0, 4);
  const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), year);
  return error == std::errc() && end == digits.data() + 4 ? year : 0;
}

std::vector<Fired> Rules::apply(const std::vector<Hit>& hits, std::string_view today) const {
  std::vector<Fired> all;
  std::vector<bool> spoken;
  for (const Hit& hit : hits) {
    if (hit.concept_id >= spoken.size()) spoken.resize(hit.concept_id + std::size_t{1});
    spoken[hit.concept_id] = true;
  }
  for (std::size_t number = 0; number < rules_.size(); ++number) {
    const Rule& rule = rules_[number];
    if (!possible(rule, spoken)) continue;
    if (today < rule.valid_from) continue;  // both written alike: letters order them as days
    for (std::size_t from = 0; from < hits.size(); ++from) {
      auto fired = stretch(rule, hits, from);
      if (!fired || guarded(rule, hits, *fired)) continue;
      fired->rule = static_cast<std::uint16_t>(number);
      all.push_back(*fired);
      break;
    }
  }
  return all;
}

}  // namespace aproape::classification
