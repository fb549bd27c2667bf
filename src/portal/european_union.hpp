#pragma once

#include <string_view>

namespace aproape::portal {

// Whether a country (ISO 3166 alpha-2) is a member state: there 112 is the one emergency number (Directive
// (EU) 2018/1972, article 109). Outside, the embassies of all member states help a citizen whose own state
// has none (article 20 TFEU, Directive (EU) 2015/637).
[[nodiscard]] bool in_european_union(std::string_view country);

}  // namespace aproape::portal
