#include "text/numbering_plan.hpp"

#include <algorithm>

#include "base/embedded.hpp"

namespace aproape::text {
namespace {

// The cells of one line; the file is our own, so quoting is all that can occur.
std::vector<std::string> cells_of(std::string_view line) {
  std::vector<std::string> cells(1);
  bool quoted = false;
  for (const char c : line) {
    if (c == '"') {
      quoted = !quoted;
    } else if (c == ',' && !quoted) {
      cells.emplace_back();
    } else {
      cells.back().push_back(c);
    }
  }
  return cells;
}

std::vector<std::string_view> split(std::string_view text, char mark) {
  std::vector<std::string_view> parts;
  while (!text.empty()) {
    const std::size_t end = text.find(mark);
    parts.push_back(text.substr(0, end));
    text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
  }
  return parts;
}

std::size_t number(std::string_view text) {
  std::size_t value = 0;
  for (const char c : text) value = value * 10 + static_cast<std::size_t>(c - '0');
  return value;
}

NumberingPlan::Format format_of(std::string_view text) {
  NumberingPlan::Format format;
  const std::size_t tilde = text.find('~');
  for (const std::string_view group : split(text.substr(0, tilde), '.')) {
    const std::size_t dash = group.find('-');
    const std::size_t least = number(group.substr(0, dash));
    format.groups.emplace_back(least,
                               dash == std::string_view::npos ? least : number(group.substr(dash + 1)));
  }
  format.starts = text.substr(tilde + 1);
  return format;
}

std::vector<NumberingPlan> read_plans() {
  std::vector<NumberingPlan> plans;
  for (const embedded::File& file : embedded::files()) {
    if (file.name != "catalog/phone_metadata.csv") continue;
    for (const std::string_view line : split(file.content, '\n')) {
      const std::vector<std::string> cells = cells_of(line);
      if (cells.size() != 8 || cells[0] == "country") continue;
      NumberingPlan plan;
      plan.country = cells[0];
      plan.code = cells[1];
      const bool plain =
          std::all_of(cells[2].begin(), cells[2].end(), [](char c) { return c >= '0' && c <= '9'; });
      if (plain) plan.international_prefix = cells[2];
      plan.national_prefix = cells[3];
      for (const std::string_view length : split(cells[4], ' ')) plan.lengths.push_back(number(length));
      plan.pattern = cells[5];
      plan.own = cells[6];
      for (const std::string_view format : split(cells[7], ';')) plan.formats.push_back(format_of(format));
      plans.push_back(std::move(plan));
    }
  }
  return plans;
}

}  // namespace

const std::vector<NumberingPlan>& numbering_plans() {
  static const std::vector<NumberingPlan> plans = read_plans();
  return plans;
}

const NumberingPlan* plan_of(std::string_view country) {
  for (const NumberingPlan& plan : numbering_plans()) {
    if (plan.country == country) return &plan;
  }
  return nullptr;
}

}  // namespace aproape::text
