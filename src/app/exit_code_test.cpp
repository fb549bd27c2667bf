#include "app/exit_code.hpp"

#include <doctest/doctest.h>

using namespace aproape;
using app::ExitCode;

TEST_CASE("scripts can tell from the exit code what is wrong") {
  CHECK(app::exit_code(Error(ErrorKind::invalid, "config.unknown_key")) == ExitCode::configuration);
  CHECK(app::exit_code(Error(ErrorKind::conflict, "net.listen")) == ExitCode::configuration);
  CHECK(app::exit_code(Error(ErrorKind::unavailable, "db.unavailable")) == ExitCode::database);
  CHECK(app::exit_code(Error(ErrorKind::conflict, "account.login_taken")) == ExitCode::exists);
  CHECK(app::exit_code(Error(ErrorKind::not_found, "unit.unknown")) == ExitCode::not_found);
  CHECK(app::exit_code(Error(ErrorKind::invalid, "password.short")) == ExitCode::usage);
  CHECK(app::exit_code(Error(ErrorKind::internal, "storage.corrupt")) == ExitCode::failure);
}
