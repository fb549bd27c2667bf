#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/knowledge/service.hpp"
#include "portal/visit.hpp"

namespace aproape::portal {

// What a citizen comes with, in his own words, and where it leads: a row of catalog/needs.csv.
struct Need {
  std::string group;   // "happened", "paper"
  std::string icon;    // icons.hpp
  std::string target;  // "article:KEY", "page:/PATH"
  std::string title_ro;
  std::string title_en;
  std::string help_ro;
  std::string help_en;

  // The key of the article that it leads to; empty: to a page.
  [[nodiscard]] std::string article() const;
  [[nodiscard]] std::string address() const;
};

// Those that the binary carries. Throws Error{internal, "catalogue.missing"}.
[[nodiscard]] const std::vector<Need>& needs();

// The rows of a group, without those whose article is not in force for citizens. `country`: handed on to the
// article, for the variant of the mission there; empty: none.
[[nodiscard]] Html need_rows(const Visit& visit, const knowledge::InForce& in_force, std::string_view group,
                             std::string_view country);

}  // namespace aproape::portal
