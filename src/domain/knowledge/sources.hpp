#pragma once

#include <map>
#include <string>
#include <string_view>

#include "domain/knowledge/model.hpp"

namespace aproape::knowledge {

// The sources that articles name by their id (catalog/sources.csv).
using Sources = std::map<std::string, Source, std::less<>>;

// Throws Error{invalid, "catalogue.sources"} naming the line.
[[nodiscard]] Sources read_sources(std::string_view csv);

// Those that the binary carries.
[[nodiscard]] const Sources& carried_sources();

// A file of the catalogue that the binary carries. Throws Error{internal, "catalogue.missing"}.
[[nodiscard]] std::string_view carried_file(std::string_view name);

}  // namespace aproape::knowledge
