// The commands that need only the database, or nothing.
#include <cstdio>

#include "app/app_role.hpp"
#include "app/commands.hpp"
#include "app/exit_code.hpp"
#include "app/foundation.hpp"
#include "app/supervisor.hpp"
#include "base/log.hpp"
#include "decode/client.hpp"
#include "decode/mail_parse.hpp"
#include "voice/role/role.hpp"

#include <iostream>

namespace aproape::app {

int serve(const Globals& globals, const ServeOptions& options) {
  const Config config = globals.load();  // a wrong setting ends here, before any role starts
  return supervise({globals.arguments(), config.text("data.dir"), options.ready_file,
                    !config.text("sip.listen").empty(), config.number("sip.drain_seconds") * kSecond});
}

int run_role(const Globals& globals, const RoleOptions& options) {
  if (options.role == "decode") return decode::run_role(options.decode_socket);
  if (options.role != "app" && options.role != "voice")
    throw Error(ErrorKind::invalid, "role.unknown", options.role);
  const Config config = globals.load();
  const std::string& level = config.text("log.level");
  log::start(level == "debug"     ? log::Level::debug
             : level == "warning" ? log::Level::warning
             : level == "error"   ? log::Level::error
                                  : log::Level::info);
  if (options.role == "voice") return voice::run_role(config, options.voice_socket, options.report_fd);
  return run_app_role(config, options.decode_socket,
                      config.text("sip.listen").empty() ? std::string() : options.voice_socket,
                      options.report_fd);
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
