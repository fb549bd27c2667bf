#include "domain/catalogue/repository.hpp"

#include <map>

namespace aproape::catalogue::repository {
namespace {

Category category_of(const db::Row& row) {
  return Category{row.text(0), row.text(1), row.text(2), {}, row.i64(3)};
}

Subcategory subcategory_of(const db::Row& row) {
  return Subcategory{row.text(0), row.text(1), row.text(2), row.text(3), row.text(4), row.text(5),
                     row.text(6), row.text(7), row.text(8), row.text(9), row.i64(10)};
}

}  // namespace

std::vector<Category> all(db::Tx& tx) {
  std::vector<Category> categories;
  std::map<std::string, std::size_t> at;
  for (const db::Row& row :
       tx.query("select code, name_ro, name_en, version from category order by position, code")) {
    at[row.text(0)] = categories.size();
    categories.push_back(category_of(row));
  }
  for (const db::Row& row : tx.query("select code, category, name_ro, name_en, urgency, route, time_text, "
                                     "time_source, valid_from, valid_to, "
                                     "version from subcategory order by position, code"))
    categories[at.at(row.text(1))].subcategories.push_back(subcategory_of(row));
  return categories;
}

std::optional<Category> category(db::Tx& tx, std::string_view code) {
  const auto row = tx.one("select code, name_ro, name_en, version from category where code = $1", {code});
  if (!row) return std::nullopt;
  return category_of(*row);
}

std::optional<Subcategory> subcategory(db::Tx& tx, std::string_view code) {
  const auto row = tx.one(
      "select code, category, name_ro, name_en, urgency, route, time_text, time_source, "
      "valid_from, valid_to, version from subcategory where code = $1",
      {code});
  if (!row) return std::nullopt;
  return subcategory_of(*row);
}

void insert(db::Tx& tx, const Category& c) {
  tx.exec(
      "insert into category (code, position, name_ro, name_en, version) "
      "values ($1, (select count(*) from category), $2, $3, 1)",
      {c.code, c.name_ro, c.name_en});
}

void insert(db::Tx& tx, const Subcategory& s) {
  tx.exec(
      "insert into subcategory (code, category, position, name_ro, name_en, urgency, route, time_text, "
      "time_source, valid_from, valid_to, version) "
      "values ($1, $2, (select count(*) from subcategory), $3, $4, $5, $6, $7, $8, $9, $10, 1)",
      {s.code, s.category, s.name_ro, s.name_en, s.urgency, s.route, s.time, s.source, s.valid_from,
       s.valid_to});
}

bool update(db::Tx& tx, const Category& c) {
  return tx.exec(
             "update category set name_ro = $3, name_en = $4, version = version + 1 "
             "where code = $1 and version = $2",
             {c.code, c.version, c.name_ro, c.name_en}) == 1;
}

bool update(db::Tx& tx, const Subcategory& s) {
  return tx.exec(
             "update subcategory set category = $3, name_ro = $4, name_en = $5, urgency = $6, route = $7, "
             "time_text = $8, time_source = $9, valid_from = $10, valid_to = $11, version = version + 1 "
             "where code = $1 and version = $2",
             {s.code, s.version, s.category, s.name_ro, s.name_en, s.urgency, s.route, s.time, s.source,
              s.valid_from, s.valid_to}) == 1;
}

}  // namespace aproape::catalogue::repository
