#pragma once

#include "base/error.hpp"

namespace aproape::app {

// What the command line answers (DESIGN 6). Scripts rely on the numbers.
enum class ExitCode {
  done = 0,
  failure = 1,
  usage = 2,          // wrong command line or unreadable input
  configuration = 3,  // wrong setting, or a port that cannot be taken
  not_found = 4,
  exists = 5,
  database = 6,
};

// The exit code of an error that ended a command.
[[nodiscard]] ExitCode exit_code(const Error& error);

}  // namespace aproape::app
