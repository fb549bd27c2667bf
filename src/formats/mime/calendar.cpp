#include "formats/mime/calendar.hpp"

#include <algorithm>

#include "formats/mime/ascii.hpp"

namespace aproape::mime {
namespace {

std::string unescape(std::string_view value) {
  std::string out;
  for (std::size_t i = 0; i < value.size(); ++i) {
    if (value[i] == '\\' && i + 1 < value.size()) {
      ++i;
      out += value[i] == 'n' || value[i] == 'N' ? ' ' : value[i];
    } else {
      out += value[i];
    }
  }
  return out;
}

// 20261124T081500Z as 2026-11-24 08:15 UTC; anything else as written.
std::string moment(std::string_view value) {
  const bool date = value.size() >= 8 && std::all_of(value.begin(), value.begin() + 8, is_digit);
  if (!date) return std::string(value);
  std::string out(value.substr(0, 4));
  out.append("-").append(value.substr(4, 2)).append("-").append(value.substr(6, 2));
  if (value.size() >= 13 && value[8] == 'T')
    out.append(" ").append(value.substr(9, 2)).append(":").append(value.substr(11, 2));
  if (value.ends_with('Z')) out += " UTC";
  return out;
}

}  // namespace

std::string calendar_summary(std::string_view calendar) {
  std::string unfolded;
  for (std::size_t i = 0; i < calendar.size() && unfolded.size() < 100'000; ++i) {
    if (calendar[i] == '\r') continue;
    if (calendar[i] == '\n' && i + 1 < calendar.size() &&
        (calendar[i + 1] == ' ' || calendar[i + 1] == '\t')) {
      ++i;
      continue;
    }
    unfolded += calendar[i];
  }
  std::string summary;
  std::string start;
  std::string end;
  std::string place;
  bool inside = false;
  std::string_view rest = unfolded;
  while (!rest.empty()) {
    const std::size_t stop = std::min(rest.find('\n'), rest.size());
    const std::string_view line = rest.substr(0, stop);
    rest.remove_prefix(std::min(stop + 1, rest.size()));
    if (equal_ignoring_case(line, "BEGIN:VEVENT")) inside = true;
    if (equal_ignoring_case(line, "END:VEVENT")) break;
    const std::size_t colon = line.find(':');
    if (!inside || colon == std::string_view::npos) continue;
    const std::string_view name = line.substr(0, line.find_first_of(";:"));
    const std::string_view value = line.substr(colon + 1);
    if (equal_ignoring_case(name, "SUMMARY")) summary = unescape(value);
    if (equal_ignoring_case(name, "LOCATION")) place = unescape(value);
    if (equal_ignoring_case(name, "DTSTART")) start = moment(value);
    if (equal_ignoring_case(name, "DTEND")) end = moment(value);
  }
  std::string out;
  if (!summary.empty()) out += summary + "\n";
  if (!start.empty()) out += start + (end.empty() ? "" : " - " + end) + "\n";
  if (!place.empty()) out += place + "\n";
  return out;
}

}  // namespace aproape::mime
