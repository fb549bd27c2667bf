#include "domain/telephony/repository.hpp"

#include "base/json.hpp"
#include "domain/telephony/action_json.hpp"

namespace aproape::telephony::repository {
namespace {

#define LINE_SELECT                                                                                 \
  "select id, number, name, unit_id, language, emergency, redirected, recorded, operator_first, "   \
  "always_open, day_action, night_action, from_at, until_at, changed_at, changed_by, version from " \
  "voice_line "
#define MENU_SELECT "select id, code, name, prompt, options, otherwise, version from voice_menu "
#define TRUNK_SELECT "select id, name, host, login, secret, registers, prefixes, allow, version from trunk "
#define ANNOUNCEMENT_SELECT \
  "select id, line_id, unit_id, country, texts, from_at, until_at, version from announcement "

std::string words_json(const std::vector<std::string>& words) {
  json::Array array;
  for (const std::string& word : words) array.emplace_back(word);
  return json::write(array);
}

std::vector<std::string> words_of(const std::string& text) {
  std::vector<std::string> words;
  const json::Value value = json::parse(text);
  for (const json::Value& word : value.as_array()) words.push_back(word.as_string());
  return words;
}

Line line_of(const db::Row& row) {
  Line line;
  line.id = row.id<LineId>(0);
  line.number = row.text(1);
  line.name = row.text(2);
  line.unit = row.id<UnitId>(3);
  line.language = row.text(4);
  line.emergency = row.boolean(5);
  line.redirected = row.boolean(6);
  line.recorded = row.boolean(7);
  line.operator_first = row.boolean(8);
  line.always_open = row.boolean(9);
  line.day = action_from_json(json::parse(row.text(10)));
  line.night = action_from_json(json::parse(row.text(11)));
  line.from = row.i64(12);
  line.until = row.i64_opt(13);
  line.changed_at = row.i64(14);
  line.changed_by = row.id<AccountId>(15);
  line.version = row.i64(16);
  return line;
}

Menu menu_of(const db::Row& row) {
  Menu menu;
  menu.id = row.id<MenuId>(0);
  menu.code = row.text(1);
  menu.name = row.text(2);
  menu.prompt = spoken_from_json(json::parse(row.text(3)));
  menu.options = options_from_json(json::parse(row.text(4)));
  menu.otherwise = action_from_json(json::parse(row.text(5)));
  menu.version = row.i64(6);
  return menu;
}

Trunk trunk_of(const db::Row& row) {
  Trunk trunk;
  trunk.id = row.id<TrunkId>(0);
  trunk.name = row.text(1);
  trunk.host = row.text(2);
  trunk.login = row.text(3);
  trunk.secret = row.text(4);
  trunk.registers = row.boolean(5);
  trunk.prefixes = words_of(row.text(6));
  trunk.allow = words_of(row.text(7));
  trunk.version = row.i64(8);
  return trunk;
}

Announcement announcement_of(const db::Row& row) {
  Announcement one;
  one.id = row.id<AnnouncementId>(0);
  one.line = row.id<LineId>(1);
  one.unit = row.id<UnitId>(2);
  one.country = row.text(3);
  one.texts = spoken_from_json(json::parse(row.text(4)));
  one.from = row.i64(5);
  one.until = row.i64_opt(6);
  one.version = row.i64(7);
  return one;
}

template <class T, class Read>
std::vector<T> list(const db::Rows& rows, Read read) {
  std::vector<T> found;
  for (const db::Row& row : rows) found.push_back(read(row));
  return found;
}

template <class T, class Read>
std::optional<T> maybe(const std::optional<db::Row>& row, Read read) {
  if (!row) return std::nullopt;
  return read(*row);
}

void count_up(db::Tx& tx) {
  tx.exec("update telephony_state set revision = revision + 1 where id = 1");
}

}  // namespace

void insert(db::Tx& tx, const Line& l) {
  count_up(tx);
  tx.exec(
      "insert into voice_line (id, number, name, unit_id, language, emergency, redirected, recorded, "
      "operator_first, always_open, day_action, night_action, from_at, until_at, changed_at, changed_by, "
      "version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, $16, 1)",
      {l.id, l.number, l.name, l.unit, l.language, l.emergency, l.redirected, l.recorded, l.operator_first,
       l.always_open, json::write(to_json(l.day)), json::write(to_json(l.night)), l.from, l.until,
       l.changed_at, l.changed_by});
}

bool update(db::Tx& tx, const Line& l) {
  count_up(tx);
  return tx.exec(
             "update voice_line set number = $2, name = $3, unit_id = $4, language = $5, emergency = $6, "
             "redirected = $7, recorded = $8, operator_first = $9, always_open = $10, day_action = $11, "
             "night_action = $12, from_at = $13, until_at = $14, changed_at = $15, changed_by = $16, version "
             "= version + 1 where id = $1 and version = $17",
             {l.id, l.number, l.name, l.unit, l.language, l.emergency, l.redirected, l.recorded,
              l.operator_first, l.always_open, json::write(to_json(l.day)), json::write(to_json(l.night)),
              l.from, l.until, l.changed_at, l.changed_by, l.version}) == 1;
}

std::optional<Line> line(db::Tx& tx, LineId id) {
  return maybe<Line>(tx.one(LINE_SELECT "where id = $1", {id}), line_of);
}

std::vector<Line> with_number(db::Tx& tx, std::string_view number) {
  return list<Line>(tx.query(LINE_SELECT "where number = $1 order by from_at", {number}), line_of);
}

std::vector<Line> lines(db::Tx& tx) {
  return list<Line>(tx.query(LINE_SELECT "order by number, from_at"), line_of);
}

void insert(db::Tx& tx, const Menu& m) {
  count_up(tx);
  tx.exec(
      "insert into voice_menu (id, code, name, prompt, options, otherwise, version) values ($1, $2, $3, $4, "
      "$5, $6, 1)",
      {m.id, m.code, m.name, json::write(to_json(m.prompt)), json::write(to_json(m.options)),
       json::write(to_json(m.otherwise))});
}

bool update(db::Tx& tx, const Menu& m) {
  count_up(tx);
  return tx.exec(
             "update voice_menu set name = $2, prompt = $3, options = $4, otherwise = $5, version = version "
             "+ 1 where id = $1 and version = $6",
             {m.id, m.name, json::write(to_json(m.prompt)), json::write(to_json(m.options)),
              json::write(to_json(m.otherwise)), m.version}) == 1;
}

std::optional<Menu> menu(db::Tx& tx, MenuId id) {
  return maybe<Menu>(tx.one(MENU_SELECT "where id = $1", {id}), menu_of);
}

std::optional<Menu> menu(db::Tx& tx, std::string_view code) {
  return maybe<Menu>(tx.one(MENU_SELECT "where code = $1", {code}), menu_of);
}

std::vector<Menu> menus(db::Tx& tx) {
  return list<Menu>(tx.query(MENU_SELECT "order by code"), menu_of);
}

void insert(db::Tx& tx, const Trunk& t) {
  count_up(tx);
  tx.exec(
      "insert into trunk (id, name, host, login, secret, registers, prefixes, allow, version) values ($1, "
      "$2, $3, $4, $5, $6, $7, $8, 1)",
      {t.id, t.name, t.host, t.login, t.secret, t.registers, words_json(t.prefixes), words_json(t.allow)});
}

bool update(db::Tx& tx, const Trunk& t) {
  count_up(tx);
  return tx.exec(
             "update trunk set name = $2, host = $3, login = $4, secret = $5, registers = $6, prefixes = $7, "
             "allow = $8, version = version + 1 where id = $1 and version = $9",
             {t.id, t.name, t.host, t.login, t.secret, t.registers, words_json(t.prefixes),
              words_json(t.allow), t.version}) == 1;
}

void remove(db::Tx& tx, TrunkId id) {
  count_up(tx);
  tx.exec("delete from trunk where id = $1", {id});
}

std::optional<Trunk> trunk(db::Tx& tx, TrunkId id) {
  return maybe<Trunk>(tx.one(TRUNK_SELECT "where id = $1", {id}), trunk_of);
}

std::vector<Trunk> trunks(db::Tx& tx) {
  return list<Trunk>(tx.query(TRUNK_SELECT "order by name"), trunk_of);
}

void insert(db::Tx& tx, const Announcement& a) {
  count_up(tx);
  tx.exec(
      "insert into announcement (id, line_id, unit_id, country, texts, from_at, until_at, version) values "
      "($1, $2, $3, $4, $5, $6, $7, 1)",
      {a.id, a.line, a.unit, a.country, json::write(to_json(a.texts)), a.from, a.until});
}

bool update(db::Tx& tx, const Announcement& a) {
  count_up(tx);
  return tx.exec(
             "update announcement set line_id = $2, unit_id = $3, country = $4, texts = $5, from_at = $6, "
             "until_at = $7, version = version + 1 where id = $1 and version = $8",
             {a.id, a.line, a.unit, a.country, json::write(to_json(a.texts)), a.from, a.until, a.version}) ==
         1;
}

std::optional<Announcement> announcement(db::Tx& tx, AnnouncementId id) {
  return maybe<Announcement>(tx.one(ANNOUNCEMENT_SELECT "where id = $1", {id}), announcement_of);
}

std::vector<Announcement> announcements(db::Tx& tx, Millis at) {
  return list<Announcement>(
      tx.query(ANNOUNCEMENT_SELECT "where until_at is null or until_at > $1 order by id desc", {at}),
      announcement_of);
}

State state(db::Tx& tx) {
  const auto row = tx.one("select revision, version, digest from telephony_state where id = 1");
  if (!row) return {};
  return {row->i64(0), row->i64(1), row->text(2)};
}

bool advance(db::Tx& tx, std::int64_t from_version, std::int64_t version, std::string_view digest) {
  return tx.exec("update telephony_state set version = $2, digest = $3 where id = 1 and version = $1",
                 {from_version, version, digest}) == 1;
}

}  // namespace aproape::telephony::repository
