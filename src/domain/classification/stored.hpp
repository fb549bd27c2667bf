#pragma once

#include <optional>
#include <string>

#include "base/id.hpp"
#include "base/time.hpp"
#include "domain/classification/model.hpp"

namespace aproape::classification {

using ModelId = Id<struct ModelTag>;

// A verdict as it was given of a contact.
struct Stored {
  CaseId case_id;
  ContactId contact;
  Verdict verdict;
  Millis at = 0;
};

// A model that was trained from corrections.
struct StoredModel {
  ModelId id;
  std::string name;    // LinearModel::name()
  std::string state;   // "trained", "active", "retired" (one to go back to), "withdrawn"
  std::string report;  // JSON: what would change
  AccountId made_by;   // empty: the command line
  Millis made_at = 0;
  std::optional<Millis> switched_at;
};

}  // namespace aproape::classification
