#pragma once

#include "api/desk_services.hpp"
#include "base/json.hpp"
#include "domain/telephony/answer.hpp"

// The shapes of the telephone in docs/api.md.
namespace aproape::api {

[[nodiscard]] json::Object line_json(db::Tx& tx, const DeskServices& desk, const telephony::Line& line,
                                     const network::Directory& directory, std::string_view language);
[[nodiscard]] json::Object menu_json(const telephony::Menu& menu);
// Without the secret: only whether there is one.
[[nodiscard]] json::Object trunk_json(const telephony::Trunk& trunk);
[[nodiscard]] json::Object announcement_json(const telephony::Announcement& announcement,
                                             const network::Directory& directory, std::string_view language);
// `addresses`: what rings is told too.
[[nodiscard]] json::Array steps_json(const std::vector<telephony::Step>& steps, bool addresses);

// A list of texts of a body; empty where absent or null. Throws Error{invalid, "json.type"}.
[[nodiscard]] std::vector<std::string> texts_member(const json::Value& body, std::string_view name);

}  // namespace aproape::api
