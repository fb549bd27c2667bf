#include "domain/deadlines/clock_json.hpp"

#include "base/json.hpp"

namespace aproape::deadlines {

std::string write_pauses(const std::vector<Pause>& pauses) {
  json::Array list;
  for (const Pause& pause : pauses)
    list.emplace_back(json::Array{pause.from, pause.to ? json::Value(*pause.to) : json::Value()});
  return json::write(json::Value(list));
}

std::vector<Pause> read_pauses(std::string_view text) {
  std::vector<Pause> pauses;
  const json::Value list = json::parse(text);
  for (const json::Value& one : list.as_array()) {
    const json::Array& pair = one.as_array();
    pauses.push_back({pair[0].as_int(), pair[1].is_null() ? std::nullopt : std::optional(pair[1].as_int())});
  }
  return pauses;
}

}  // namespace aproape::deadlines
