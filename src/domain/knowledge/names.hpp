#pragma once

#include <optional>
#include <string_view>

#include "domain/knowledge/model.hpp"

// The words of files and of the API for an article's enumerations.
namespace aproape::knowledge {

[[nodiscard]] std::string_view name_of(Audience audience);
[[nodiscard]] std::string_view name_of(Kind kind);
[[nodiscard]] std::optional<Audience> audience_of(std::string_view name);
[[nodiscard]] std::optional<Kind> kind_of(std::string_view name);

}  // namespace aproape::knowledge
