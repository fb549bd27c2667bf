#include "domain/network/staff.hpp"

#include "base/error.hpp"
#include "text/fold.hpp"

namespace aproape::network {
namespace {

constexpr int kOneTimeWords = 4;

}  // namespace

access::Grant grant_of(Service& network, db::Tx& tx, std::string_view role_code,
                       const std::optional<std::string>& mission) {
  const access::Role* role = network.access().roles().find(role_code);
  if (role == nullptr) throw Error("field.invalid", {{"role", "account.role_unknown"}});
  access::Grant grant{role->code, {}};
  const bool named = mission && !mission->empty();
  if (!named && role->scope == access::RoleScope::unit)
    throw Error("field.invalid", {{"mission", "account.mission_needed"}});
  if (!named || *mission == "all") return grant;
  const auto unit = network.find_unit(tx, *mission);
  if (!unit) throw Error(ErrorKind::not_found, "unit.unknown", *mission);
  grant.unit = unit->id;
  return grant;
}

AccountId add_user(Service& network, std::string_view login, std::string_view role,
                   const std::optional<std::string>& mission, std::string_view password) {
  if (password.empty()) throw Error("field.invalid", {{"password", "password.short"}});
  return network.database().write([&](db::Tx& tx) {
    access::Service::NewAccount account;
    account.login = login;
    account.grants = {grant_of(network, tx, role, mission)};
    account.unit = account.grants.front().unit;
    account.password = password;
    return network.access().add(tx, audit::Actor(AccountId{}, {}), account);
  });
}

StaffImport import_accounts(Service& network, const audit::Actor& by, std::string_view csv, bool dry_run) {
  using Saved = catalogue::Service::Saved;
  StaffImport import;
  const auto save = [&](db::Tx& tx, const csv::Table& table, const csv::Row& row) {
    access::Service& access = network.access();
    const std::string login = text::fold(table.field(row, "login"));
    const access::Grant grant = grant_of(network, tx, table.field(row, "role"), table.field(row, "mission"));
    auto present = access.find_login(tx, login);
    if (!present) {
      access::Service::NewAccount account;
      account.login = login;
      account.name = table.field(row, "name");
      if (const std::string language = table.field(row, "language"); !language.empty())
        account.language = language;
      account.unit = grant.unit;
      account.grants = {grant};
      account.password = access::Service::one_time_password(kOneTimeWords);
      account.one_time = true;
      access.add(tx, by, account);
      import.passwords[login] = account.password;
      return Saved::added;
    }
    auto grants = access.grants(tx, present->id);
    for (const access::Grant& other : grants) {
      if (other.role == grant.role && other.unit == grant.unit) return Saved::unchanged;
    }
    grants.push_back(grant);
    access.set_grants(tx, by, present->id, 0, grants);
    return Saved::changed;
  };
  import.result = catalogue::import_rows(network.database(), csv, {"login", "name", "role"}, dry_run, save);
  if (dry_run || !import.result.errors.empty()) import.passwords.clear();
  return import;
}

}  // namespace aproape::network
