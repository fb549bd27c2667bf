#pragma once

#include <string>

#include "base/config.hpp"

namespace aproape::app {

// The role with the database: doors, desk, jobs. Opens everything, tells its addresses on `report_fd` (-1:
// nobody asks), works until SIGTERM, drains for 10 s. Returns the exit code; throws Error where it cannot
// start.
int run_app_role(const Config& config, const std::string& decode_socket, const std::string& voice_socket,
                 int report_fd);

}  // namespace aproape::app
