#pragma once

#include <string_view>
#include <vector>

#include "domain/telephony/service.hpp"

namespace aproape::telephony {

// The menus written in YAML (catalog/menus.yaml). Throws Error{internal, "catalogue.menus"} naming the line.
[[nodiscard]] std::vector<Menu> read_menus(std::string_view yaml);

// Where there are no lines yet: those of catalog/demonstration_lines.csv (numbers of ranges that are reserved
// for fiction) and a roster of the weeks around now, with a gap to be seen. For a demonstration only.
void seed_demonstration(Service& service, duty::Service& duty, db::Database& database,
                        network::Service& network);

}  // namespace aproape::telephony
