#include <cstdio>
#include <fstream>
#include <iostream>
#include <sstream>

#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "app/foundation.hpp"
#include "base/json.hpp"
#include "domain/network/import.hpp"
#include "domain/network/seed.hpp"
#include "domain/network/staff.hpp"

namespace aproape::app {
namespace {

const audit::Actor kCommandLine = access::Scope::system("command.line");

std::string read_file(const std::string& path) {
  std::ifstream file(path, std::ios::binary);
  std::stringstream content;
  content << file.rdbuf();
  if (!file) throw Error(ErrorKind::invalid, "import.unreadable", path);
  return content.str();
}

int tell(const network::ImportResult& result) {
  json::Array errors;
  for (const catalogue::ImportError& error : result.errors) {
    errors.emplace_back(json::Object{{"line", error.line}, {"key", error.key}, {"detail", error.detail}});
  }
  const bool good = errors.empty();
  std::puts(json::write(json::Object{{"added", result.added},
                                     {"changed", result.changed},
                                     {"unchanged", result.unchanged},
                                     {"errors", std::move(errors)}})
                .c_str());
  return static_cast<int>(good ? ExitCode::done : ExitCode::usage);
}

}  // namespace

int user_add(const Globals& globals, const UserAddOptions& options) {
  std::string password;
  if (!std::getline(std::cin, password))
    throw Error(ErrorKind::invalid, "password.missing", "no line on standard input");
  Foundation rooms(globals.load());
  const std::optional<std::string> mission =
      options.mission.empty() ? std::nullopt : std::optional(options.mission);
  const AccountId id = network::add_user(*rooms.network, options.login, options.role, mission, password);
  std::puts(json::write(json::Object{{"id", id.str()}, {"login", options.login}}).c_str());
  return static_cast<int>(ExitCode::done);
}

int token_create(const Globals& globals, const std::string& login) {
  Foundation rooms(globals.load());
  std::puts(rooms.access->create_token(kCommandLine, login).c_str());
  return static_cast<int>(ExitCode::done);
}

int import_csv(const Globals& globals, const std::string& kind, const std::string& file, bool dry_run) {
  const std::string csv = read_file(file);
  Foundation rooms(globals.load());
  if (kind == "units") return tell(network::import_units(*rooms.network, kCommandLine, csv, dry_run));
  if (kind == "competences")
    return tell(network::import_competences(*rooms.network, kCommandLine, csv, dry_run));
  if (kind == "holidays") return tell(network::import_holidays(*rooms.network, kCommandLine, csv, dry_run));
  if (kind == "categories")
    return tell(catalogue::import_categories(*rooms.catalogue, kCommandLine, csv, dry_run));
  if (kind == "accounts") {
    const network::StaffImport done = network::import_accounts(*rooms.network, kCommandLine, csv, dry_run);
    for (const auto& [login, password] : done.passwords)
      std::fprintf(stderr, "%s %s\n", login.c_str(), password.c_str());
    return tell(done.result);
  }
  throw Error(ErrorKind::invalid, "import.kind", kind);
}

}  // namespace aproape::app
