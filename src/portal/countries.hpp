#pragma once

#include <string>
#include <vector>

#include "portal/site.hpp"
#include "portal/visit.hpp"

namespace aproape::portal {

// All countries by their name in the visitor's language, as text::fold() orders them.
[[nodiscard]] std::vector<network::Country> countries_by_name(const Visit& visit,
                                                              const network::Directory& directory);
// The country of an ISO code in capitals; nullptr where there is none.
[[nodiscard]] const network::Country* find_country(const network::Directory& directory,
                                                   std::string_view code);
// A <select> of all countries.
[[nodiscard]] Html country_choice(const Visit& visit, const network::Directory& directory,
                                  std::string_view id, std::string_view chosen);

}  // namespace aproape::portal
