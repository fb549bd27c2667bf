#include "portal/european_union.hpp"

#include <algorithm>
#include <array>

namespace aproape::portal {

bool in_european_union(std::string_view country) {
  constexpr std::array<std::string_view, 27> kMembers{"AT", "BE", "BG", "CY", "CZ", "DE", "DK", "EE", "ES",
                                                      "FI", "FR", "GR", "HR", "HU", "IE", "IT", "LT", "LU",
                                                      "LV", "MT", "NL", "PL", "PT", "RO", "SE", "SI", "SK"};
  return std::find(kMembers.begin(), kMembers.end(), country) != kMembers.end();
}

}  // namespace aproape::portal
