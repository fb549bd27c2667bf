#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/contacts/model.hpp"

namespace aproape::contacts {

// Lists as the JSON arrays that stand in a column. Reading throws Error{invalid} for anything else.
[[nodiscard]] std::string write_list(const std::vector<std::string>& list);
[[nodiscard]] std::vector<std::string> read_list(std::string_view json);
[[nodiscard]] std::string write_addresses(const std::vector<Address>& addresses);
[[nodiscard]] std::vector<Address> read_addresses(std::string_view json);

}  // namespace aproape::contacts
