#pragma once

#include <map>
#include <optional>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/knowledge/version.hpp"

// The SQL of articles, their versions and marks. Articles are no personal data and belong to no unit; a mark
// belongs to its case, which whoever calls has checked.
namespace aproape::knowledge::repository {

void insert(db::Tx& tx, const Entry& entry);
// Writes which versions count and the next version of the row; false where `entry.version` is not the present
// one.
bool update(db::Tx& tx, const Entry& entry);
[[nodiscard]] std::optional<Entry> find(db::Tx& tx, std::string_view key);
// By key.
[[nodiscard]] std::vector<Entry> all(db::Tx& tx);

void insert(db::Tx& tx, const Version& version);
void update(db::Tx& tx, const Version& version);
[[nodiscard]] std::optional<Version> version(db::Tx& tx, ArticleId article, int number);
// The newest first, without their documents.
[[nodiscard]] std::vector<Version> versions(db::Tx& tx, ArticleId article);
// The version in force of each article, by key.
[[nodiscard]] std::vector<Version> in_force(db::Tx& tx);
// Approved versions whose time has come.
[[nodiscard]] std::vector<Version> due(db::Tx& tx, Millis now, int limit);

struct Mark {
  ArticleId article;
  CaseId case_id;
  AccountId account;
  std::string outcome;
  Millis at = 0;
};
// Replaces the marks of the same article and case with this outcome or one of `instead`.
void set_mark(db::Tx& tx, const Mark& mark, std::string_view instead);
// Key of the article and outcome of each mark of a case.
[[nodiscard]] std::vector<std::pair<std::string, std::string>> marks(db::Tx& tx, CaseId id);
// The same with who said it and when.
[[nodiscard]] std::vector<CaseMark> marks_of(db::Tx& tx, CaseId id);
// By key.
[[nodiscard]] std::map<std::string, Usage> usage(db::Tx& tx);

}  // namespace aproape::knowledge::repository
