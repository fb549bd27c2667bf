#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/classification/correction.hpp"
#include "domain/classification/stored.hpp"

namespace aproape::classification::repository {

// Again for the same contact: changes nothing.
void insert(db::Tx& tx, const Stored& stored);
// Of a case, the first and the last.
[[nodiscard]] std::optional<Stored> first(db::Tx& tx, CaseId id);
[[nodiscard]] std::optional<Stored> last(db::Tx& tx, CaseId id);
// The newest `limit` of all.
[[nodiscard]] std::vector<Stored> newest(db::Tx& tx, int limit);

void insert(db::Tx& tx, CaseId id, ContactId contact, AccountId who, const Correction& what, Millis at);
// Of one case, joined; nothing where nobody corrected.
[[nodiscard]] std::optional<Corrected> corrected(db::Tx& tx, CaseId id);
// Of all cases.
[[nodiscard]] std::vector<Corrected> all_corrected(db::Tx& tx);

// Models, without their bytes, newest first.
[[nodiscard]] std::vector<StoredModel> models(db::Tx& tx);
[[nodiscard]] ModelId active_model(db::Tx& tx);  // empty: the carried one
[[nodiscard]] std::string model_bytes(db::Tx& tx, ModelId id);
void insert(db::Tx& tx, const StoredModel& model, std::string_view bytes);
void set_state(db::Tx& tx, ModelId id, std::string_view state, std::optional<Millis> switched_at);

}  // namespace aproape::classification::repository
