#pragma once

#include <string>

#include "base/id.hpp"
#include "base/time.hpp"

namespace aproape::dossier {

using DocumentId = Id<struct DocumentTag>;

struct Value {
  std::string code;  // of the field
  std::string value;
  AccountId changed_by;
  std::string changed_name;
  Millis changed_at = 0;
};

// A document that the service of a case asks for.
struct Document {
  DocumentId id;
  CaseId case_id;
  std::int64_t position = 0;
  std::string article;  // key; empty: added by staff
  std::string name_ro;
  std::string name_en;
  std::string state = "missing";  // "missing", "received", "accepted", "refused"
  std::string reason;             // why it was refused
  AccountId changed_by;
  std::string changed_name;
  Millis changed_at = 0;
};

}  // namespace aproape::dossier
