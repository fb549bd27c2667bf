#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/crisis/model.hpp"

namespace aproape::crisis {

// What a case says of itself.
struct Facts {
  std::string unit;                    // code
  std::vector<std::string> countries;  // of the unit, and the one that the text is about
  std::string category;
  std::string subcategory;
  Millis opened_at = 0;
};

// Whether a case belongs to a crisis by itself: opened while it lasts, in its area, of its categories. Pure.
[[nodiscard]] bool matches(const Crisis& crisis, const Facts& facts);

// The announcement in a language, else in English, else in Romanian; empty where there is none. Pure.
[[nodiscard]] std::string announcement(const Crisis& crisis, std::string_view language);

}  // namespace aproape::crisis
