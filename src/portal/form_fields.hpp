#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/error.hpp"
#include "portal/visit.hpp"

namespace aproape::portal {

// What is wrong with the fields of a page.
using Faults = std::vector<Error::Field>;

// A field of a form. Its label, hint and fault are joined for screen readers; the fault says how to mend it.
struct Field {
  std::string id;          // also its name
  std::string_view label;  // keys of texts
  std::string_view hint = {};
  std::string value = {};
  std::string type = "text";
  std::string autocomplete = "off";
  int most = 200;  // characters
  int rows = 0;    // more than 0: a text of several lines
};
[[nodiscard]] Html field(const Visit& visit, const Field& what, const Faults& faults);

struct Choice {
  std::string value;
  std::string label;
};
[[nodiscard]] Html choices(const Visit& visit, std::string_view id, std::string_view legend,
                           const std::vector<Choice>& list, std::string_view chosen, const Faults& faults);

// The error of one field, above it; empty where there is none.
[[nodiscard]] Html fault_of(const Visit& visit, std::string_view id, const Faults& faults);
// What is wrong, first on the page, with links to the fields; empty where nothing is.
[[nodiscard]] Html fault_summary(const Visit& visit, const Faults& faults);

}  // namespace aproape::portal
