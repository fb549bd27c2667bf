#pragma once

#include <string_view>
#include <vector>

#include "domain/network/model.hpp"

// The rules of single rows of the network. Each throws Error{invalid} naming all wrong fields.
namespace aproape::network {

// "2026-11-24", a day that exists, from 1900 to 2199.
[[nodiscard]] bool is_day(std::string_view text);
// Two capital letters.
[[nodiscard]] bool is_country_code(std::string_view text);

void check(const Unit& unit);
void check(const std::vector<Hours>& hours);
void check(const Closure& closure);
void check(const Competence& competence);
void check(const Holiday& holiday);

}  // namespace aproape::network
