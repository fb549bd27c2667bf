#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/messages/rendering.hpp"

namespace aproape::messages {

// A tag of a template, in its order. A printed name is a placeholder; a condition shows or hides what stands
// between its beginning and its end.
struct TemplateName {
  std::string name;  // "mission.phone"
  bool condition = false;
  friend bool operator==(const TemplateName&, const TemplateName&) = default;
};

// All names that a template uses, without repeats. Pure. Throws Error{invalid, "template.syntax"} where tags
// do not pair.
[[nodiscard]] std::vector<TemplateName> names_of(std::string_view text);

// Placeholders that would print nothing: those without a value where the template's conditions show them. In
// their order, without repeats. Pure; throws as names_of().
[[nodiscard]] std::vector<std::string> missing_in(std::string_view text, const Fields& fields);

// What staff may write into templates: names that print, and prefixes of conditions ("category." for
// "category.TRV").
[[nodiscard]] const std::vector<std::string_view>& known_placeholders();
[[nodiscard]] const std::vector<std::string_view>& known_conditions();
// Names that nobody knows, for whom they would never hold or print anything.
[[nodiscard]] std::vector<std::string> unknown_in(std::string_view text);

}  // namespace aproape::messages
