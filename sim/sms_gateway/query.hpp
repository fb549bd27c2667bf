#pragma once

#include <map>
#include <string>
#include <string_view>

namespace sim {

// The parameters behind the "?" of a request, decoded; of several of one name the last.
std::map<std::string, std::string> read_query(std::string_view target);
// A text as it may stand in a query.
std::string query_word(std::string_view text);

}  // namespace sim
