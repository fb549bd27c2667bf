#pragma once

#include <string>

#include "domain/network/service.hpp"
#include "portal/visit.hpp"

namespace aproape::portal {

// Whether a mission's counter is open now, and why: a sign with its tone (shell.hpp, tag()).
struct OpeningSign {
  std::string tone;
  std::string text;
};

[[nodiscard]] OpeningSign opening_sign(const Visit& visit, const network::Directory& directory,
                                       const network::Unit& unit, Millis at);

// "Monday, 10:42" on the unit's clock.
[[nodiscard]] std::string clock_there(const Visit& visit, const network::Unit& unit, Millis at);

// The hours of a week: "Monday" and "09:00–13:00", in the order of the days; days with none are left out.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> week(const Visit& visit,
                                                                    const network::Directory& directory,
                                                                    UnitId unit);

}  // namespace aproape::portal
