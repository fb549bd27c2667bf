#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "http/request.hpp"

// Reading of request bodies and writing of common shapes.
namespace aproape::api {

// A text member: absent gives nullopt, null gives "". Throws Error{invalid} naming the field where it is no
// text.
[[nodiscard]] std::optional<std::string> text_member(const json::Value& body, std::string_view name);
// The same, where null means the same as absent.
[[nodiscard]] std::optional<std::string> given_text(const json::Value& body, std::string_view name);
// The same, of a member that must be there and not empty.
[[nodiscard]] std::string wanted_text(const json::Value& body, std::string_view name);
[[nodiscard]] std::optional<bool> flag_member(const json::Value& body, std::string_view name);

// Null for an empty text, id or the like.
[[nodiscard]] json::Value or_null(const std::string& text);

// {"items":[…],"next":…}.
[[nodiscard]] json::Value list_of(json::Array items, std::optional<std::string> next = std::nullopt);
// The id that "cursor" holds; `otherwise` where it is absent. Throws Error{invalid, "http.cursor"}.
[[nodiscard]] std::int64_t cursor_or(const http::Request& request, std::int64_t otherwise);

}  // namespace aproape::api
