#pragma once

#include <string>
#include <vector>

#include "base/time.hpp"

namespace aproape::app {

struct SupervisorOptions {
  std::vector<std::string> role_arguments;  // settings to hand to every role: --config, --set …
  std::string data_dir;
  std::string ready_file;  // empty: none
  bool voice = false;      // whether to run the role voice
  Millis voice_drain = 0;  // how long it may go on with its calls
};

// `aproape serve`: starts the roles decode, app and, where wanted, voice; restarts one that ends; writes the
// ready file once all are ready; and on SIGTERM or SIGINT drains app (10 s) and voice (until its last call,
// as long as it was told) and ends. Knows nothing of the domain. Blocks; returns the exit code: 0 after a
// drain, the own code of app or voice where it failed before all were ever ready.
int supervise(const SupervisorOptions& options);

}  // namespace aproape::app
