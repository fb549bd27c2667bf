#include "domain/access/service.hpp"

#include <sodium.h>

#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "domain/access/repository.hpp"
#include "domain/access/state.hpp"
#include "storage/key_file.hpp"

namespace aproape::access {

Service::State::State(db::Database& db, audit::Service& record, const std::filesystem::path& keys,
                      const Options& wanted)
    : database(db),
      audit(record),
      options(wanted),
      box(storage::load_or_make_key(keys / "access.key", crypto_secretbox_KEYBYTES)),
      verifier(wanted.cost),
      version(db, "access") {}

Standing Service::State::read_standing(db::Tx& tx, AccountId id) const {
  Standing standing;
  const auto account = repository::find(tx, id);
  if (!account || account->disabled) return standing;
  standing.active = true;
  standing.must_change = account->must_change;
  standing.language = account->language;
  std::set<std::string> permissions;
  std::vector<Area> areas;
  for (const Grant& grant : repository::grants(tx, id)) {
    const Role* role = Roles::standard().find(grant.role);
    if (role == nullptr) continue;  // a role that a newer program knows
    permissions.insert(role->permissions.begin(), role->permissions.end());
    const bool network = grant.unit.empty();
    areas.push_back(
        {role->permissions, network, network ? std::vector<UnitId>() : repository::subtree(tx, grant.unit)});
  }
  // Until the one-time password is changed nothing is allowed at all.
  if (account->must_change) areas.clear();
  if (!account->must_change) standing.permissions.assign(permissions.begin(), permissions.end());
  standing.scope = Scope::staff(id, std::move(areas));
  return standing;
}

Standing Service::State::standing(AccountId account) {
  if (version.stale()) {
    const std::lock_guard lock(guard);
    version.reload([this](db::Tx&) {
      standings.clear();
      ++generation;
    });
  }
  std::int64_t before = 0;
  {
    const std::lock_guard lock(guard);
    if (const auto found = standings.find(account); found != standings.end()) return found->second;
    before = generation;
  }
  Standing fresh = database.read([&](db::Tx& tx) { return read_standing(tx, account); });
  const std::lock_guard lock(guard);
  // What was read before the memory was cleared may be older than what cleared it.
  if (generation == before) standings.insert_or_assign(account, fresh);
  return fresh;
}

void Service::State::changed(db::Tx& tx, const audit::Actor& by, std::string_view action, AccountId account,
                             std::string_view detail) {
  audit.note_change(tx, by, action, "account", account.value, detail);
  version.touch(tx);
  tx.publish({"account.changed", "account", account.value, 0, by.account.value, "{}"});
}

Service::Service(db::Database& database, audit::Service& audit, std::filesystem::path data_dir,
                 Options options)
    : state_(std::make_unique<State>(database, audit, data_dir / "keys", options)) {}

Service::~Service() = default;

Scope Service::scope(AccountId account) {
  return state_->standing(account).scope;
}

bool Service::active(AccountId account) {
  return state_->standing(account).active;
}

std::optional<Account> Service::find(db::Tx& tx, AccountId account) const {
  return repository::find(tx, account);
}

std::optional<Account> Service::find_login(db::Tx& tx, std::string_view login) const {
  return repository::find_login(tx, login);
}

std::vector<Account> Service::list(db::Tx& tx, std::string_view query, std::int64_t before, int limit) const {
  return repository::list(tx, query, before, limit);
}

std::vector<Grant> Service::grants(db::Tx& tx, AccountId account) const {
  return repository::grants(tx, account);
}

std::vector<Account> Service::staff(db::Tx& tx, const Scope& scope, std::string_view query, int limit) const {
  return repository::staff(tx, scope, query, limit);
}

const Roles& Service::roles() const {
  return Roles::standard();
}

void Service::set_unit_tree(db::Tx& tx, const std::vector<TreeEdge>& tree) {
  std::map<UnitId, UnitId> parent_of;
  for (const TreeEdge& edge : tree) parent_of[edge.unit] = edge.parent;
  std::vector<std::pair<UnitId, UnitId>> pairs;
  for (const TreeEdge& edge : tree) {
    std::size_t depth = 0;
    for (UnitId at = edge.unit; !at.empty(); ++depth) {
      if (depth > tree.size()) throw Error("field.invalid", {{"parent", "unit.circle"}});
      pairs.emplace_back(edge.unit, at);
      const auto up = parent_of.find(at);
      at = up == parent_of.end() ? UnitId{} : up->second;
    }
  }
  repository::replace_ancestors(tx, pairs);
  state_->version.touch(tx);
}

db::Database& Service::database() const {
  return state_->database;
}

audit::Service& Service::audit() const {
  return state_->audit;
}

}  // namespace aproape::access
