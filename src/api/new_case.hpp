#pragma once

#include <string>

#include "api/desk_services.hpp"
#include "base/json.hpp"

// What all routes that open a case read alike.
namespace aproape::api {

// The person of {"name","email"?,"phone"?}: found by one of the addresses, or made. Found by the system's
// eyes, and whether we knew the person is not told to the one who asks.
[[nodiscard]] PersonId requester_of(db::Tx& tx, const DeskServices& desk, const json::Value& requester,
                                    std::string_view language);
// Throws Error{invalid} unless a case may carry them today; two empty ones say nothing.
void check_category(db::Tx& tx, const DeskServices& desk, const std::string& category,
                    const std::string& subcategory);

}  // namespace aproape::api
