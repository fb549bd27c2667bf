#include "app/exit_code.hpp"

namespace aproape::app {

ExitCode exit_code(const Error& error) {
  const std::string& key = error.key();
  if (key.starts_with("config.") || key == "net.listen" || key == "net.tls") return ExitCode::configuration;
  if (key == "db.unique") return ExitCode::exists;
  if (key.starts_with("db.")) return ExitCode::database;
  switch (error.kind()) {
    case ErrorKind::not_found:
      return ExitCode::not_found;
    case ErrorKind::conflict:
      return ExitCode::exists;
    case ErrorKind::invalid:
      return ExitCode::usage;
    default:
      return ExitCode::failure;
  }
}

}  // namespace aproape::app
