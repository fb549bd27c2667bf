#pragma once

#include "domain/cases/model.hpp"
#include "domain/deadlines/model.hpp"

namespace aproape::cases {

// What the clocks of a case need to know of it. A merged case has none of its own.
[[nodiscard]] deadlines::Matter matter_of(const Case& c);

}  // namespace aproape::cases
