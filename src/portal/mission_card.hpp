#pragma once

#include <string>

#include "domain/network/service.hpp"
#include "portal/visit.hpp"

namespace aproape::portal {

// A mission in a list: open or closed and why, its numbers, its address, which places it serves (empty: not
// told). `to_verify`: its competence is a guess of the demonstration data, and the card says so.
[[nodiscard]] Html mission_card(const Visit& visit, const network::Directory& directory,
                                const network::Unit& unit, std::string_view serves, bool to_verify,
                                Millis now);
// Its numbers to dial; says that they are not known where there are none.
[[nodiscard]] Html mission_numbers(const Visit& visit, const network::Unit& unit);

}  // namespace aproape::portal
