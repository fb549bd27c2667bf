#include <cstdio>
#include <filesystem>
#include <fstream>
#include <sstream>
#include <stdexcept>

#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "app/foundation.hpp"
#include "base/json.hpp"
#include "domain/network/seed.hpp"

namespace aproape::app {

namespace {

// Fictitious people with a password that is printed anyway; the file is still nobody else's.
void write_desk(const std::string& path) {
  std::filesystem::remove(path);
  std::ofstream file(path);
  std::filesystem::permissions(path,
                               std::filesystem::perms::owner_read | std::filesystem::perms::owner_write);
  for (const network::DemonstrationAccount& account : network::demonstration_desk())
    file << account.login << ' ' << account.password << ' ' << account.role << ' ' << account.unit << '\n';
  if (!file.flush()) throw std::runtime_error("cannot write " + path);
}

}  // namespace

int addresses(const Globals& globals, const std::string& ready_file, const std::string& desk_file) {
  std::ifstream file(ready_file);
  std::stringstream content;
  content << file.rdbuf();
  if (!file) throw Error(ErrorKind::not_found, "config.ready_file", ready_file + ": is the program running?");
  const json::Value ready = json::parse(content.str());
  const Config config = globals.load();
  const auto tell = [&](const char* what, const std::string& where) {
    std::printf("  %-8s %s\n", what, where.empty() ? "off" : where.c_str());
  };
  std::puts("\nAproape is running.");
  tell("portal", ready.get_string("http") + "/");
  tell("desk", ready.get_string("http") + "/desk/");
  tell("API", ready.get_string("http") + "/api/v1/openapi.json");
  tell("SMTP", ready.get_string("smtp"));
  tell("LMTP", ready.get_string("lmtp"));
  std::printf("  write to %s\n", config.text("mail.address").c_str());
  std::printf("  answers %s\n", config.text("smtp.relay").empty()
                                    ? "are kept and shown in the outbox (no smtp.relay is set)"
                                    : ("leave to " + config.text("smtp.relay")).c_str());
  if (!config.flag("demo.seed")) return static_cast<int>(ExitCode::done);
  Foundation rooms(config);
  std::puts("\nDemonstration accounts (fictitious people):");
  for (const network::DemonstrationAccount& account : network::seed_demonstration(*rooms.network)) {
    std::printf("  %-22s %-24s %-10s %s\n", account.login.c_str(), account.password.c_str(),
                account.role.c_str(), account.unit.c_str());
  }
  std::puts("");
  if (!desk_file.empty()) write_desk(desk_file);
  return static_cast<int>(ExitCode::done);
}

}  // namespace aproape::app
