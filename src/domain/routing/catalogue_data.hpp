#pragma once

#include <string_view>
#include <vector>

#include "domain/routing/model.hpp"

namespace aproape::routing {

// Files of the catalogue that the binary carries. Each throws Error{internal, "catalogue.missing"} where it
// does not, and what formats/csv throws where a line is wrong.
[[nodiscard]] std::string_view carried(std::string_view name);
[[nodiscard]] std::vector<PauseReason> read_pause_reasons();
[[nodiscard]] std::vector<WrapUpCode> read_wrap_up_codes();

}  // namespace aproape::routing
