#pragma once

#include <optional>
#include <vector>

#include "channels/counter/model.hpp"
#include "db/database.hpp"

// The rows of counter_entry. Whoever reads one has checked that its case is visible.
namespace aproape::counter::repository {

void insert(db::Tx& tx, const Entry& entry);
[[nodiscard]] std::optional<Entry> find(db::Tx& tx, ContactId id);
// What an account entered, newest first, before `before` (empty: from the newest).
[[nodiscard]] std::vector<Entry> entered_by(db::Tx& tx, AccountId account, ContactId before, int limit);

}  // namespace aproape::counter::repository
