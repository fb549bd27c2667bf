#pragma once

#include "domain/cases/model.hpp"
#include "domain/deadlines/model.hpp"
#include "domain/routing/model.hpp"

namespace aproape::cases {

// What the clocks of a case need to know of it. A merged case has none of its own.
[[nodiscard]] deadlines::Matter matter_of(const Case& c);

// What the router needs to know of it: it is our turn where it is new, or the last word is the citizen's.
[[nodiscard]] routing::Matter work_of(const Case& c);

}  // namespace aproape::cases
