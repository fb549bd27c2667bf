// Taking back what one change did to the clocks of a case.
#include <algorithm>

#include "base/json.hpp"
#include "domain/deadlines/clock_json.hpp"
#include "domain/deadlines/repository.hpp"
#include "domain/deadlines/service.hpp"
#include "domain/deadlines/state.hpp"

namespace aproape::deadlines {
namespace {

bool stands_as(const Clock& clock, std::string_view state, std::optional<Millis> stopped_at) {
  return clock.state == state && clock.stopped_at == stopped_at;
}

json::Value moment(std::optional<Millis> at) {
  return at ? json::Value(*at) : json::Value();
}

std::optional<Millis> moment_of(const json::Value& value) {
  return value.is_null() ? std::nullopt : std::optional(value.as_int());
}

}  // namespace

std::vector<Clock> Service::standing(db::Tx& tx, CaseId id) const {
  return repository::of_case(tx, id);
}

std::string Service::undo_of(db::Tx& tx, CaseId id, const std::vector<Clock>& before) const {
  json::Array changes;
  const std::vector<Clock> after = repository::of_case(tx, id);
  for (const Clock& was : before) {
    const auto is =
        std::find_if(after.begin(), after.end(), [&](const Clock& clock) { return clock.id == was.id; });
    if (is == after.end() || stands_as(*is, was.state, was.stopped_at)) continue;
    changes.emplace_back(json::Object{{"clock", was.id.str()},
                                      {"state", was.state},
                                      {"stopped_at", moment(was.stopped_at)},
                                      {"pauses", write_pauses(was.pauses)},
                                      {"ended_by", was.ended_by},
                                      {"to_state", is->state},
                                      {"to_stopped_at", moment(is->stopped_at)}});
  }
  return json::write(json::Value(changes));
}

void Service::take_back(db::Tx& tx, CaseId id, std::string_view undo) {
  const json::Value changes = json::parse(undo);
  std::vector<Clock> clocks = repository::of_case(tx, id);
  for (const json::Value& change : changes.as_array()) {
    const auto found = std::find_if(clocks.begin(), clocks.end(), [&](const Clock& clock) {
      return clock.id.str() == change.get_string("clock");
    });
    // What happened to it since then stands.
    if (found == clocks.end() ||
        !stands_as(*found, change.get_string("to_state"), moment_of(change["to_stopped_at"])))
      continue;
    found->state = change.get_string("state");
    found->stopped_at = moment_of(change["stopped_at"]);
    found->pauses = read_pauses(change.get_string("pauses"));
    found->ended_by = change.get_string("ended_by");
    state_->run_again(tx, *found, clocks);
  }
}

void Service::move(db::Tx& tx, ClockId id, CaseId from, CaseId to) {
  repository::move(tx, id, from, to);
}

}  // namespace aproape::deadlines
