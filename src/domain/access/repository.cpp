#include "domain/access/repository.hpp"

#include <algorithm>

#include "domain/access/roles.hpp"
#include "text/fold.hpp"

namespace aproape::access::repository {
namespace {

Account account_of(const db::Row& row) {
  Account account;
  account.id = row.id<AccountId>(0);
  account.login = row.text(1);
  account.name = row.text(2);
  account.language = row.text(3);
  account.theme = row.text(4);
  account.density = row.text(5);
  account.disabled = row.boolean(6);
  account.unit = row.id<UnitId>(7);
  account.must_change = row.boolean(8);
  account.totp = !row.text(9).empty();
  account.created_at = row.i64(10);
  account.version = row.i64(11);
  return account;
}

std::vector<Account> accounts_of(const db::Rows& rows) {
  std::vector<Account> accounts;
  accounts.reserve(rows.size());
  for (const db::Row& row : rows) accounts.push_back(account_of(row));
  return accounts;
}

std::optional<Account> account_of(const std::optional<db::Row>& row) {
  if (!row) return std::nullopt;
  return account_of(*row);
}

std::optional<Credentials> credentials_of(const std::optional<db::Row>& row) {
  if (!row) return std::nullopt;
  return Credentials{row->id<AccountId>(0),       row->boolean(1), row->text(2), row->boolean(3),
                     row->i64_opt(4).value_or(0), row->text(5),    row->text(6), row->i64(7)};
}

std::optional<Millis> or_null(Millis moment) {
  return moment == 0 ? std::nullopt : std::optional(moment);
}

}  // namespace

void insert(db::Tx& tx, const Account& a, std::string_view password, Millis password_until) {
  tx.exec(
      "insert into account (id, login, name, name_folded, language, theme, density, disabled, unit_id, "
      "password, "
      "must_change, password_until, totp_secret, totp_offer, totp_step, created_at, version) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, '', '', 0, $13, 1)",
      {a.id, a.login, a.name, text::fold(a.name), a.language, a.theme, a.density, a.disabled, a.unit,
       password, a.must_change, or_null(password_until), a.created_at});
}

bool update(db::Tx& tx, const Account& a, std::int64_t version) {
  return tx.exec(
             "update account set name = $3, name_folded = $4, language = $5, theme = $6, density = $7, "
             "disabled = $8, unit_id = $9, version = version + 1 where id = $1 and version = $2",
             {a.id, version, a.name, text::fold(a.name), a.language, a.theme, a.density, a.disabled,
              a.unit}) == 1;
}

std::optional<Account> find(db::Tx& tx, AccountId id) {
  return account_of(
      tx.one("select id, login, name, language, theme, density, disabled, unit_id, must_change, "
             "totp_secret, created_at, version from account where id = $1",
             {id}));
}

std::optional<Account> find_login(db::Tx& tx, std::string_view login) {
  return account_of(
      tx.one("select id, login, name, language, theme, density, disabled, unit_id, must_change, "
             "totp_secret, created_at, version from account where login = $1",
             {login}));
}

std::vector<Account> list(db::Tx& tx, std::string_view query, std::int64_t before, int limit) {
  const std::string folded = text::fold(query);
  return accounts_of(tx.query(
      db::Sql(
          "select id, login, name, language, theme, density, disabled, unit_id, must_change, totp_secret, "
          "created_at, version from account where id < $1 and ($2 = '' or instr(name_folded, $2) > 0 or "
          "instr(login, $2) > 0) order by id desc limit $3",
          "select id, login, name, language, theme, density, disabled, unit_id, must_change, totp_secret, "
          "created_at, version from account where id < $1 and ($2 = '' or strpos(name_folded, $2) > 0 or "
          "strpos(login, $2) > 0) order by id desc limit $3"),
      {before, folded, limit}));
}

std::vector<Account> staff(db::Tx& tx, const Scope& scope, std::string_view query, int limit) {
  const std::string folded = text::fold(query);
  return accounts_of(tx.query(
      db::Sql(
          "select a.id, a.login, a.name, a.language, a.theme, a.density, a.disabled, a.unit_id, "
          "a.must_change, "
          "a.totp_secret, a.created_at, a.version from account a where not a.disabled and ($1 = '' or "
          "instr(a.name_folded, $1) > 0 or instr(a.login, $1) > 0) and exists (select 1 from account_grant g "
          "where g.account_id = a.id) and ($2 or a.id = $3 or exists (select 1 from account_unit mine join "
          "account_unit theirs on theirs.unit_id = mine.unit_id where mine.account_id = $3 and "
          "theirs.account_id = a.id)) order by a.name_folded, a.id limit $4",
          "select a.id, a.login, a.name, a.language, a.theme, a.density, a.disabled, a.unit_id, "
          "a.must_change, "
          "a.totp_secret, a.created_at, a.version from account a where not a.disabled and ($1 = '' or "
          "strpos(a.name_folded, $1) > 0 or strpos(a.login, $1) > 0) and exists (select 1 from account_grant "
          "g "
          "where g.account_id = a.id) and ($2 or a.id = $3 or exists (select 1 from account_unit mine join "
          "account_unit theirs on theirs.unit_id = mine.unit_id where mine.account_id = $3 and "
          "theirs.account_id = a.id)) order by a.name_folded, a.id limit $4"),
      {folded, scope.network(), scope.account(), limit}));
}

std::optional<Credentials> credentials(db::Tx& tx, AccountId id) {
  return credentials_of(
      tx.one("select id, disabled, password, must_change, password_until, totp_secret, totp_offer, "
             "totp_step from account where id = $1",
             {id}));
}

std::optional<Credentials> credentials_of_login(db::Tx& tx, std::string_view login) {
  return credentials_of(
      tx.one("select id, disabled, password, must_change, password_until, totp_secret, totp_offer, "
             "totp_step from account where login = $1",
             {login}));
}

void set_password(db::Tx& tx, AccountId id, std::string_view hash, bool must_change, Millis until) {
  tx.exec("update account set password = $2, must_change = $3, password_until = $4 where id = $1",
          {id, hash, must_change, or_null(until)});
}

void set_totp_offer(db::Tx& tx, AccountId id, std::string_view sealed) {
  tx.exec("update account set totp_offer = $2 where id = $1", {id, sealed});
}

void accept_totp(db::Tx& tx, AccountId id, std::int64_t step) {
  tx.exec("update account set totp_secret = totp_offer, totp_offer = '', totp_step = $2 where id = $1",
          {id, step});
}

void drop_totp(db::Tx& tx, AccountId id) {
  tx.exec("update account set totp_secret = '', totp_offer = '', totp_step = 0 where id = $1", {id});
}

bool use_totp_step(db::Tx& tx, AccountId id, std::int64_t step) {
  return tx.exec("update account set totp_step = $2 where id = $1 and totp_step < $2", {id, step}) == 1;
}

std::vector<Grant> grants(db::Tx& tx, AccountId id) {
  std::vector<Grant> all;
  for (const db::Row& row :
       tx.query("select role, unit_id from account_grant where account_id = $1 order by id", {id}))
    all.push_back(Grant{row.text(0), row.id<UnitId>(1)});
  return all;
}

void replace_grants(db::Tx& tx, AccountId id, const std::vector<Grant>& grants) {
  tx.exec("delete from account_grant where account_id = $1", {id});
  for (const Grant& grant : grants)
    tx.exec("insert into account_grant (id, account_id, role, unit_id) values ($1, $2, $3, $4)",
            {next_id(), id, grant.role, grant.unit});
  tx.exec("update account set version = version + 1 where id = $1", {id});
  spread_grants(tx, id);
}

void spread_grants(db::Tx& tx, AccountId id) {
  const std::int64_t one = id.value;  // 0: all
  tx.exec("delete from account_unit where $1 = 0 or account_id = $1", {one});
  for (const Role& role : Roles::standard().all()) {
    if (!std::binary_search(role.permissions.begin(), role.permissions.end(), "case.read")) continue;
    tx.exec(
        "insert into account_unit (account_id, unit_id) select distinct g.account_id, t.unit_id "
        "from account_grant g join unit_ancestor t on t.ancestor_id = g.unit_id "
        "where ($1 = 0 or g.account_id = $1) and g.role = $2 and not exists (select 1 from account_unit have "
        "where have.account_id = g.account_id and have.unit_id = t.unit_id)",
        {one, role.code});
  }
}

std::vector<UnitId> subtree(db::Tx& tx, UnitId unit) {
  std::vector<UnitId> all;
  for (const db::Row& row : tx.query("select unit_id from unit_ancestor where ancestor_id = $1", {unit}))
    all.push_back(row.id<UnitId>(0));
  return all;
}

void replace_ancestors(db::Tx& tx, const std::vector<std::pair<UnitId, UnitId>>& pairs) {
  tx.exec("delete from unit_ancestor");
  for (const auto& [unit, ancestor] : pairs)
    tx.exec("insert into unit_ancestor (unit_id, ancestor_id) values ($1, $2)", {unit, ancestor});
  spread_grants(tx, AccountId{});
}

}  // namespace aproape::access::repository
