#pragma once

#include <initializer_list>
#include <string_view>

#include "db/value.hpp"

namespace aproape::db {

// True for UTF-8 (RFC 3629) without the character NUL: what both databases can keep as text.
[[nodiscard]] bool is_storable_text(std::string_view text);

// Throws Error{invalid, "db.text"} where a text parameter is not storable. PostgreSQL would refuse it and
// SQLite keep it, so both refuse here.
void check_texts(std::initializer_list<Param> params);

}  // namespace aproape::db
