#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/dossier/model.hpp"

// Rows that belong to a case: their reader has checked that the case is visible.
namespace aproape::dossier::repository {

[[nodiscard]] std::vector<Value> values(db::Tx& tx, CaseId id);
void set_value(db::Tx& tx, CaseId id, const Value& value);
void drop_value(db::Tx& tx, CaseId id, std::string_view code);

// In their order.
[[nodiscard]] std::vector<Document> documents(db::Tx& tx, CaseId id);
[[nodiscard]] std::optional<Document> document(db::Tx& tx, DocumentId id);
void insert(db::Tx& tx, const Document& document);
void update(db::Tx& tx, const Document& document);
void remove(db::Tx& tx, DocumentId id);

}  // namespace aproape::dossier::repository
