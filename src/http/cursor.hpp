#pragma once

#include <cstdint>
#include <initializer_list>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/json.hpp"

namespace aproape::http {

// The place in a list at which the next page begins, as an opaque text. Holds the sort key and id of the last
// item seen; carries no secret and is checked like any input. `kind` names the list and its order
// ("cases.updated"), so that a cursor of one list is refused by another.
[[nodiscard]] std::string encode_cursor(std::string_view kind, std::initializer_list<std::int64_t> values);
// The `count` values. Throws Error{invalid, "http.cursor"} for anything that encode_cursor did not make for
// this kind.
[[nodiscard]] std::vector<std::int64_t> decode_cursor(std::string_view kind, std::string_view text,
                                                      std::size_t count);

// {"items": […], "next": cursor or null}.
[[nodiscard]] json::Value list_body(json::Array items, std::optional<std::string> next);

}  // namespace aproape::http
