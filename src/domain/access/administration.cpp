#include <algorithm>
#include <string>

#include "base/error.hpp"
#include "domain/access/repository.hpp"
#include "domain/access/session_repository.hpp"
#include "domain/access/state.hpp"
#include "text/fold.hpp"

// What administrators do with accounts.
namespace aproape::access {
namespace {

constexpr Millis kOneTimeLife = 7 * kDay;
constexpr std::size_t kLongestName = 120;

// The hash of a random one-time password: 100 bits of chance need no slow hash, and 500 of them come in one
// import. Also of the demonstration's, which everybody knows.
std::string cheap_hash(std::string_view password) {
  return hash_password(password, PasswordCost{1, 8192});
}

bool is_login(std::string_view login) {
  if (login.size() < 2 || login.size() > 64) return false;
  return std::all_of(login.begin(), login.end(), [](char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '.' || c == '-' || c == '_' || c == '@';
  });
}

bool is_name(std::string_view name) {
  return !name.empty() && name.size() <= kLongestName && text::is_valid_utf8(name) &&
         std::none_of(name.begin(), name.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

bool is_language(std::string_view language) {
  return language == "ro" || language == "en";
}

std::vector<Error::Field> faults_of(const Service::NewAccount& account) {
  std::vector<Error::Field> faults;
  if (!is_login(account.login)) faults.push_back({"login", "field.login"});
  if (!is_name(account.name)) faults.push_back({"name", "field.name"});
  if (!is_language(account.language)) faults.push_back({"language", "field.language"});
  if (!account.password.empty() && !account.one_time && !account.demonstration) {
    const std::string fault = password_fault(account.password, {account.login, account.name});
    if (!fault.empty()) faults.push_back({"password", fault});
  }
  return faults;
}

}  // namespace

void Service::State::check_grants(db::Tx& tx, const std::vector<Grant>& grants) const {
  for (const Grant& grant : grants) {
    const Role* role = Roles::standard().find(grant.role);
    if (role == nullptr) throw Error("field.invalid", {{"role", "account.role_unknown"}});
    if (grant.unit.empty()) continue;
    if (!tx.one("select 1 from unit_ancestor where unit_id = $1 and ancestor_id = $1", {grant.unit}))
      throw Error("field.invalid", {{"unit", "unit.unknown"}});
  }
}

AccountId Service::add(db::Tx& tx, const audit::Actor& by, const NewAccount& wanted) {
  NewAccount fresh = wanted;
  fresh.login = text::fold(fresh.login);
  if (fresh.name.empty()) fresh.name = fresh.login;
  if (auto faults = faults_of(fresh); !faults.empty()) throw Error("field.invalid", std::move(faults));
  state_->check_grants(tx, fresh.grants);
  if (repository::find_login(tx, fresh.login)) throw Error(ErrorKind::conflict, "account.login_taken");
  Account account;
  account.id = make_id<AccountId>();
  account.login = fresh.login;
  account.name = fresh.name;
  account.language = fresh.language;
  account.unit = fresh.unit;
  account.must_change = fresh.one_time;
  account.created_at = state_->database.clock().now();
  std::string hash;
  if (!fresh.password.empty())
    hash = fresh.one_time || fresh.demonstration ? cheap_hash(fresh.password)
                                                 : hash_password(fresh.password, state_->options.cost);
  repository::insert(tx, account, hash, fresh.one_time ? account.created_at + kOneTimeLife : 0);
  repository::replace_grants(tx, account.id, fresh.grants);
  state_->changed(tx, by, "account.added", account.id);
  return account.id;
}

Account Service::change(const audit::Actor& by, AccountId id, std::int64_t version, const Change& change) {
  std::vector<Error::Field> faults;
  if (change.name && !is_name(*change.name)) faults.push_back({"name", "field.name"});
  if (change.language && !is_language(*change.language)) faults.push_back({"language", "field.language"});
  // Whoever takes away their own access cannot give it back.
  if (change.disabled.value_or(false) && id == by.account) faults.push_back({"disabled", "account.self"});
  if (!faults.empty()) throw Error("field.invalid", std::move(faults));
  return state_->database.write([&](db::Tx& tx) {
    auto account = repository::find(tx, id);
    if (!account) throw Error(ErrorKind::not_found, "not_found");
    account->name = change.name.value_or(account->name);
    account->language = change.language.value_or(account->language);
    account->disabled = change.disabled.value_or(account->disabled);
    account->unit = change.unit.value_or(account->unit);
    if (!repository::update(tx, *account, version)) throw Error(ErrorKind::stale, "stale");
    if (account->disabled) {
      repository::end_sessions(tx, id, "");
      repository::drop_tokens(tx, id);
    }
    state_->changed(tx, by, account->disabled ? "account.disabled" : "account.changed", id);
    account->version = version + 1;
    return *account;
  });
}

Account Service::set_grants(db::Tx& tx, const audit::Actor& by, AccountId id, std::int64_t version,
                            const std::vector<Grant>& grants) {
  auto account = repository::find(tx, id);
  if (!account) throw Error(ErrorKind::not_found, "not_found");
  if (version != 0 && version != account->version) throw Error(ErrorKind::stale, "stale");
  if (id == by.account) throw Error(ErrorKind::conflict, "account.own_grants");
  state_->check_grants(tx, grants);
  repository::replace_grants(tx, id, grants);
  std::string detail = "{\"grants\":[";
  for (const Grant& grant : grants) {
    if (detail.back() != '[') detail += ',';
    detail += "\"" + grant.role + ":" + (grant.unit.empty() ? "all" : grant.unit.str()) + "\"";
  }
  state_->changed(tx, by, "account.granted", id, detail + "]}");
  account->version += 1;
  return *account;
}

std::string Service::one_time_password(int words) {
  return random_password(words);
}

std::string Service::reset(const audit::Actor& by, AccountId id) {
  const std::string password = random_password(4);
  const std::string hash = cheap_hash(password);
  const Millis until = state_->database.clock().now() + kOneTimeLife;
  state_->database.write([&](db::Tx& tx) {
    if (!repository::find(tx, id)) throw Error(ErrorKind::not_found, "not_found");
    repository::set_password(tx, id, hash, true, until);
    repository::drop_totp(tx, id);
    repository::end_sessions(tx, id, "");
    state_->changed(tx, by, "account.reset", id);
  });
  return password;
}

}  // namespace aproape::access
