// The commands that need only the database, or nothing.
#include <cstdio>

#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "app/foundation.hpp"
#include "app/supervisor.hpp"
#include "base/json.hpp"
#include "decode/client.hpp"
#include "decode/mail_parse.hpp"

#include <iostream>

namespace aproape::app {

int serve(const Globals& globals, const ServeOptions& options) {
  const Config config = globals.load();  // a wrong setting ends here, before any role starts
  return supervise({globals.arguments(), config.text("data.dir"), options.ready_file});
}

int migrate(const Globals& globals) {
  Foundation rooms(globals.load());
  return static_cast<int>(ExitCode::done);
}

int mail_parse(const std::vector<std::string>& files) {
  return decode::mail_parse(files, std::cout);
}

int sample_config() {
  std::fputs(Config::sample().c_str(), stdout);
  return static_cast<int>(ExitCode::done);
}

}  // namespace aproape::app
