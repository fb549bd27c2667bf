#include "domain/cases/stand.hpp"

namespace aproape::cases {
namespace {

json::Value moment(std::optional<Millis> at) {
  return at ? json::Value(*at) : json::Value();
}

std::optional<Millis> moment_of(const json::Value& value) {
  return value.is_null() ? std::nullopt : std::optional(value.as_int());
}

}  // namespace

json::Value stand_of(const Case& c) {
  return json::Object{{"status", c.status},
                      {"answer_due", c.answer_due},
                      {"snoozed_until", moment(c.snoozed_until)},
                      {"closed_at", moment(c.closed_at)},
                      {"resolution", c.resolution},
                      {"waiting_kind", c.waiting_on.kind},
                      {"waiting_name", c.waiting_on.name},
                      {"waiting_since", c.waiting_on.since},
                      {"waiting_due", moment(c.waiting_on.due_at)}};
}

void set_stand(Case& c, const json::Value& stand) {
  c.status = stand.get_string("status");
  c.answer_due = stand.get_bool("answer_due");
  c.snoozed_until = moment_of(stand["snoozed_until"]);
  c.closed_at = moment_of(stand["closed_at"]);
  c.resolution = stand.get_string("resolution");
  c.waiting_on = {stand.get_string("waiting_kind"), stand.get_string("waiting_name"),
                  stand.get_int("waiting_since"), moment_of(stand["waiting_due"])};
}

void open_by_citizen(Case& c) {
  c.answer_due = true;
  if (c.waiting_on.kind == "citizen") c.waiting_on = {};
  if (c.status == "closed" || c.status == "snoozed" || (c.status == "waiting" && c.waiting_on.kind.empty()))
    c.status = c.waiting_on.kind.empty() ? "open" : "waiting";
  c.closed_at.reset();
  c.snoozed_until.reset();
  c.resolution.clear();
}

}  // namespace aproape::cases
