#include "domain/knowledge/repository.hpp"

#include "base/json.hpp"
#include "domain/knowledge/document.hpp"
#include "domain/knowledge/reader.hpp"

namespace aproape::knowledge::repository {
namespace {

#define VERSION_COLUMNS                                                                              \
  "v.article_id, v.number, v.state, v.editors, v.translations, v.note, v.created_at, v.changed_at, " \
  "v.submitted_at, v.approved_by, v.approved_at, v.publish_at, v.published_at"

std::optional<int> number_or_null(int number) {
  return number == 0 ? std::nullopt : std::optional(number);
}

std::string write_editors(const std::vector<AccountId>& editors) {
  json::Array list;
  for (const AccountId editor : editors) list.emplace_back(editor.str());
  return json::write(json::Value(std::move(list)));
}

std::string write_translations(const Translations& translations) {
  json::Object follows;
  for (const auto& [language, number] : translations.follows) follows.set(language, number);
  return json::write(json::Object{{"base", translations.base_changed}, {"follows", std::move(follows)}});
}

Translations read_translations(const std::string& text) {
  Translations made;
  const json::Value value = json::parse(text);
  made.base_changed = static_cast<int>(value.get_int("base"));
  for (const auto& [language, number] : value["follows"].as_object())
    made.follows[language] = static_cast<int>(number.as_int());
  return made;
}

Entry read_entry(const db::Row& row) {
  return {row.id<ArticleId>(0), row.text(1), static_cast<int>(row.i64_opt(2).value_or(0)),
          static_cast<int>(row.i64_opt(3).value_or(0)), row.i64(4)};
}

Version read_version(const db::Row& row) {
  Version version;
  version.article_id = row.id<ArticleId>(0);
  version.number = static_cast<int>(row.i64(1));
  version.state = row.text(2);
  const json::Value editors = json::parse(row.text(3));
  for (const json::Value& editor : editors.as_array())
    version.editors.push_back(parse<AccountId>(editor.as_string()).value_or(AccountId{}));
  version.translations = read_translations(row.text(4));
  version.note = row.text(5);
  version.created_at = row.i64(6);
  version.changed_at = row.i64(7);
  version.submitted_at = row.i64_opt(8);
  version.approved_by = row.id<AccountId>(9);
  version.approved_at = row.i64_opt(10);
  version.publish_at = row.i64_opt(11);
  version.published_at = row.i64_opt(12);
  return version;
}

// With the document in the last column. It was whole when it was stored.
Version read_whole(const db::Row& row) {
  Version version = read_version(row);
  version.article = read_article(json::parse(row.text(13)), {}).article;
  return version;
}

std::vector<Version> read_whole(const db::Rows& rows) {
  std::vector<Version> versions;
  for (const db::Row& row : rows) versions.push_back(read_whole(row));
  return versions;
}

}  // namespace

void insert(db::Tx& tx, const Entry& entry) {
  tx.exec("insert into article (id, key, published, open, version) values ($1, $2, $3, $4, $5)",
          {entry.id, entry.key, number_or_null(entry.published), number_or_null(entry.open), entry.version});
}

bool update(db::Tx& tx, const Entry& entry) {
  return tx.exec(
             "update article set published = $2, open = $3, version = version + 1 where id = $1 and version "
             "= $4",
             {entry.id, number_or_null(entry.published), number_or_null(entry.open), entry.version}) == 1;
}

std::optional<Entry> find(db::Tx& tx, std::string_view key) {
  const auto row = tx.one("select id, key, published, open, version from article where key = $1", {key});
  if (!row) return std::nullopt;
  return read_entry(*row);
}

std::vector<Entry> all(db::Tx& tx) {
  std::vector<Entry> entries;
  for (const db::Row& row : tx.query("select id, key, published, open, version from article order by key"))
    entries.push_back(read_entry(row));
  return entries;
}

void insert(db::Tx& tx, const Version& version) {
  tx.exec(
      "insert into article_version (id, article_id, number, state, document, editors, translations, note, "
      "created_at, "
      "changed_at, submitted_at, approved_by, approved_at, publish_at, published_at) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15)",
      {next_id(), version.article_id, version.number, version.state,
       json::write(json::Value(to_json(version.article))), write_editors(version.editors),
       write_translations(version.translations), version.note, version.created_at, version.changed_at,
       version.submitted_at, version.approved_by, version.approved_at, version.publish_at,
       version.published_at});
}

void update(db::Tx& tx, const Version& version) {
  tx.exec(
      "update article_version set state = $3, document = $4, editors = $5, translations = $6, note = $7, "
      "changed_at = $8, submitted_at = $9, approved_by = $10, approved_at = $11, publish_at = $12, "
      "published_at = $13 "
      "where article_id = $1 and number = $2",
      {version.article_id, version.number, version.state, json::write(json::Value(to_json(version.article))),
       write_editors(version.editors), write_translations(version.translations), version.note,
       version.changed_at, version.submitted_at, version.approved_by, version.approved_at, version.publish_at,
       version.published_at});
}

std::optional<Version> version(db::Tx& tx, ArticleId article, int number) {
  const auto row = tx.one("select " VERSION_COLUMNS
                          ", v.document from article_version v where v.article_id = $1 and v.number = $2",
                          {article, number});
  if (!row) return std::nullopt;
  return read_whole(*row);
}

std::vector<Version> versions(db::Tx& tx, ArticleId article) {
  std::vector<Version> all;
  for (const db::Row& row : tx.query("select " VERSION_COLUMNS
                                     " from article_version v where v.article_id = $1 order by v.number desc",
                                     {article}))
    all.push_back(read_version(row));
  return all;
}

std::vector<Version> in_force(db::Tx& tx) {
  return read_whole(tx.query("select " VERSION_COLUMNS
                             ", v.document from article a join article_version v on v.article_id = a.id and "
                             "v.number = a.published order by a.key"));
}

std::vector<Version> due(db::Tx& tx, Millis now, int limit) {
  return read_whole(
      tx.query("select " VERSION_COLUMNS
               ", v.document from article_version v where v.state = 'approved' and v.publish_at <= $1 "
               "order by v.publish_at, v.article_id limit $2",
               {now, limit}));
}

void set_mark(db::Tx& tx, const Mark& mark, std::string_view instead) {
  tx.exec("delete from article_mark where article_id = $1 and case_id = $2 and outcome in ($3, $4)",
          {mark.article, mark.case_id, mark.outcome, instead});
  tx.exec(
      "insert into article_mark (id, article_id, case_id, account_id, outcome, at) values ($1, $2, $3, $4, "
      "$5, $6)",
      {next_id(), mark.article, mark.case_id, mark.account, mark.outcome, mark.at});
}

std::vector<std::pair<std::string, std::string>> marks(db::Tx& tx, CaseId id) {
  std::vector<std::pair<std::string, std::string>> list;
  for (const db::Row& row :
       tx.query("select a.key, m.outcome from article_mark m join article a on a.id = m.article_id "
                "where m.case_id = $1 order by m.id",
                {id}))
    list.emplace_back(row.text(0), row.text(1));
  return list;
}

std::vector<CaseMark> marks_of(db::Tx& tx, CaseId id) {
  std::vector<CaseMark> list;
  for (const db::Row& row :
       tx.query("select m.id, a.key, m.outcome, m.account_id, m.at from article_mark m join "
                "article a on a.id = m.article_id where m.case_id = $1 order by m.id",
                {id}))
    list.push_back({row.i64(0), row.text(1), row.text(2), row.id<AccountId>(3), row.i64(4)});
  return list;
}

std::map<std::string, Usage> usage(db::Tx& tx) {
  std::map<std::string, Usage> all;
  for (const db::Row& row :
       tx.query("select a.key, m.outcome, count(*) from article_mark m join article a on "
                "a.id = m.article_id group by a.key, m.outcome")) {
    Usage& one = all[row.text(0)];
    const int count = static_cast<int>(row.i64(2));
    if (row.text(1) == "inserted") one.inserted = count;
    if (row.text(1) == "solved") one.solved = count;
    if (row.text(1) == "failed") one.failed = count;
  }
  return all;
}

#undef VERSION_COLUMNS

}  // namespace aproape::knowledge::repository
