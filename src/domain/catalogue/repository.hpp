#pragma once

#include "db/database.hpp"
#include "domain/catalogue/service.hpp"

// The SQL of the taxonomy.
namespace aproape::catalogue::repository {

[[nodiscard]] std::vector<Category> all(db::Tx& tx);
[[nodiscard]] std::optional<Category> category(db::Tx& tx, std::string_view code);
[[nodiscard]] std::optional<Subcategory> subcategory(db::Tx& tx, std::string_view code);
void insert(db::Tx& tx, const Category& category);
void insert(db::Tx& tx, const Subcategory& subcategory);
// False where the version is not the present one.
[[nodiscard]] bool update(db::Tx& tx, const Category& category);
[[nodiscard]] bool update(db::Tx& tx, const Subcategory& subcategory);

}  // namespace aproape::catalogue::repository
