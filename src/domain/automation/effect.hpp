#pragma once

#include <vector>

#include "domain/automation/model.hpp"
#include "domain/cases/service.hpp"

namespace aproape::automation {

// A case with the parts that actions add to.
struct Picture {
  cases::Case c;
  std::vector<cases::Note> notes;
  std::vector<cases::Task> tasks;
  std::optional<cases::Draft> draft;
};
[[nodiscard]] Picture picture_of(db::Tx& tx, cases::Service& cases, const access::Scope& scope, CaseId id);

// What differs, field by field. Pure.
[[nodiscard]] std::vector<Effect> effects(const Picture& before, const Picture& after);

}  // namespace aproape::automation
