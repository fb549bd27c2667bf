#pragma once

#include <string>
#include <vector>

#include "base/config.hpp"

namespace aproape::app {

// What stands before or after every command.
struct Globals {
  std::string config_file;            // --config; empty: aproape.toml where it exists
  std::vector<std::string> settings;  // --set key=value, in order

  // All settings in force. Throws Error{config.*}.
  [[nodiscard]] Config load() const;
  // The same options as arguments for a child process.
  [[nodiscard]] std::vector<std::string> arguments() const;
};

struct ServeOptions {
  std::string ready_file;
};
struct RoleOptions {
  std::string role;  // app, decode, voice
  std::string decode_socket;
  std::string voice_socket;
  int report_fd = -1;  // where app and voice tell their addresses once they are ready
};
struct UserAddOptions {
  std::string login;
  std::string role;
  std::string mission;  // code, "all", or empty: the role's default
  std::string name;
};

// One function a command; each returns the exit code or throws Error, which the command line turns into one.
// Results go to standard output, the log to standard error.
int serve(const Globals& globals, const ServeOptions& options);
int run_role(const Globals& globals, const RoleOptions& options);
int migrate(const Globals& globals);
int user_add(const Globals& globals,
             const UserAddOptions& options);  // the password is one line of standard input
int token_create(const Globals& globals, const std::string& login);
int import_csv(const Globals& globals, const std::string& kind, const std::string& file, bool dry_run);
int export_csv(const Globals& globals, const std::string& kind);
int backup(const Globals& globals, const std::string& folder);
int restore(const Globals& globals, const std::string& folder);
int verify(const Globals& globals);
int rebuild_reports(const Globals& globals);
int doctor(const Globals& globals);
// `desk_file`: gets the demonstration's operators and consular staff, for the simulator; empty: no file.
int addresses(const Globals& globals, const std::string& ready_file, const std::string& desk_file);
int simulate(const std::vector<std::string>& arguments);  // replaces this process
int mail_parse(const std::vector<std::string>& files);
int classifier(const Globals& globals, const std::string& what);  // retrain, switch, back, status
int classify();                                                   // JSON lines from standard input
int sample_config();

}  // namespace aproape::app
