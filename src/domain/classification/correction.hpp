#pragma once

#include <optional>
#include <string>

#include "base/id.hpp"
#include "base/time.hpp"

namespace aproape::classification {

using CorrectionId = Id<struct CorrectionTag>;

// What a person said instead of the classifier. nullopt: nothing said of it; an empty text: there is none.
struct Correction {
  std::optional<std::string> kind;  // "case", "spam", "auto-reply", "abuse"
  std::optional<std::string> subcategory;
  std::optional<std::string> urgency;  // "P1" to "P4"
  std::optional<bool> urgent;
  std::optional<std::string> language;
  std::optional<std::string> country;

  [[nodiscard]] bool empty() const {
    return !kind && !subcategory && !urgency && !urgent && !language && !country;
  }
};

// All that people said of one case, the last word counting, and the contact that it was said of.
struct Corrected {
  CaseId case_id;
  ContactId contact;
  Correction what;
};

}  // namespace aproape::classification
