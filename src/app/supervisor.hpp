#pragma once

#include <string>
#include <vector>

namespace aproape::app {

struct SupervisorOptions {
  std::vector<std::string> role_arguments;  // settings to hand to every role: --config, --set …
  std::string data_dir;
  std::string ready_file;  // empty: none
};

// `aproape serve`: starts the roles decode and app, restarts one that ends, writes the ready file, and on
// SIGTERM or SIGINT drains app (10 s) and ends. Knows nothing of the domain. Blocks; returns the exit code: 0
// after a drain, the app's own code where it failed before it was ever ready.
int supervise(const SupervisorOptions& options);

}  // namespace aproape::app
