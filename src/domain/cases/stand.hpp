#pragma once

#include "base/json.hpp"
#include "domain/cases/model.hpp"

namespace aproape::cases {

// What moves together when a case changes hands between us and the citizen: status, waiting, snooze, closing.
[[nodiscard]] json::Value stand_of(const Case& c);
void set_stand(Case& c, const json::Value& stand);

// The citizen has the last word: what waits for him, is snoozed or closed is open again.
void open_by_citizen(Case& c);

}  // namespace aproape::cases
