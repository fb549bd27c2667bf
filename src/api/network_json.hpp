#pragma once

#include <string>

#include "base/json.hpp"
#include "domain/network/directory.hpp"

// The shapes of the network in docs/api.md.
namespace aproape::api {

[[nodiscard]] json::Object unit_json(const network::Unit& unit);
// With hours, closures, the next 20 holidays and whether it is open at `at`.
[[nodiscard]] json::Object mission_json(const network::Directory& directory, const network::Unit& unit,
                                        Millis at);
[[nodiscard]] json::Object closure_json(const network::Closure& closure);
[[nodiscard]] json::Object competence_json(const network::Competence& competence);

// Minutes of "09:30"; throws Error{invalid} naming `field`.
[[nodiscard]] int minute_of(const std::string& clock, const char* field);

}  // namespace aproape::api
