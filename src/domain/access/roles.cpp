#include "domain/access/roles.hpp"

#include <algorithm>
#include <sstream>

#include "base/embedded.hpp"
#include "base/error.hpp"
#include "formats/csv/csv.hpp"

namespace aproape::access {
namespace {

RoleScope scope_of(const std::string& word, std::size_t line) {
  if (word == "network") return RoleScope::network;
  if (word == "unit") return RoleScope::unit;
  if (word == "none") return RoleScope::none;
  throw Error(ErrorKind::invalid, "catalogue.roles", "line " + std::to_string(line));
}

}  // namespace

Roles::Roles(std::string_view csv) {
  const csv::Table table(csv, {"code", "name_ro", "name_en", "scope", "permissions"});
  for (const csv::Row& row : table.rows()) {
    Role role{table.field(row, "code"),
              table.field(row, "name_ro"),
              table.field(row, "name_en"),
              scope_of(table.field(row, "scope"), row.line),
              {}};
    std::istringstream words(table.field(row, "permissions"));
    for (std::string word; words >> word;) role.permissions.push_back(word);
    std::sort(role.permissions.begin(), role.permissions.end());
    if (role.code.empty() || find(role.code) != nullptr)
      throw Error(ErrorKind::invalid, "catalogue.roles", "line " + std::to_string(row.line));
    roles_.push_back(std::move(role));
  }
}

const Roles& Roles::standard() {
  static const Roles roles = [] {
    for (const embedded::File& file : embedded::files()) {
      if (file.name == "catalog/roles.csv") return Roles(file.content);
    }
    throw Error(ErrorKind::internal, "catalogue.roles", "not embedded");
  }();
  return roles;
}

const Role* Roles::find(std::string_view code) const {
  const auto found =
      std::find_if(roles_.begin(), roles_.end(), [&](const Role& role) { return role.code == code; });
  return found == roles_.end() ? nullptr : &*found;
}

}  // namespace aproape::access
