#pragma once

#include <string_view>

#include "api/desk_services.hpp"
#include "base/json.hpp"
#include "domain/knowledge/service.hpp"

// How articles look in the API (docs/api.md).
namespace aproape::api {

// An article in force as it stands in lists, titled in `language` where it has it.
[[nodiscard]] json::Object article_item(const knowledge::InForce& now, const knowledge::Article& article,
                                        std::string_view language, Millis at);
// The whole of it for one place: country and mission laid over the base.
[[nodiscard]] json::Object article_body(const knowledge::InForce& now, const knowledge::Article& article,
                                        std::string_view language, std::string_view country,
                                        std::string_view mission, Millis at);
// A version without its document.
[[nodiscard]] json::Object version_item(db::Tx& tx, const DeskServices& desk,
                                        const knowledge::Version& version);

}  // namespace aproape::api
