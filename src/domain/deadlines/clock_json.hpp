#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/deadlines/compute.hpp"

namespace aproape::deadlines {

// Pauses as the database keeps them: a JSON array of [from, to|null] in milliseconds.
[[nodiscard]] std::string write_pauses(const std::vector<Pause>& pauses);
// Throws Error{invalid} for a text that write_pauses() did not write.
[[nodiscard]] std::vector<Pause> read_pauses(std::string_view text);

}  // namespace aproape::deadlines
