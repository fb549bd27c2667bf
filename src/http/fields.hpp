#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "net/exchange.hpp"

namespace aproape::http {

// Whether two names of header fields are the same (ASCII case does not count).
[[nodiscard]] bool same_name(std::string_view a, std::string_view b);

// The value of a header field; nullopt where absent.
[[nodiscard]] std::optional<std::string> find_header(const net::Headers& headers, std::string_view name);
// Sets the field unless it is there already.
void set_default(net::Headers& headers, std::string_view name, std::string_view value);
// Sets the field in place of any that is there.
void set_always(net::Headers& headers, std::string_view name, std::string_view value);

}  // namespace aproape::http
