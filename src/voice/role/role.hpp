#pragma once

#include <string>

#include "base/config.hpp"

namespace aproape::voice {

// The voice role: SIP, sound and the call flows, without a database. Serves until SIGTERM or SIGINT, then
// refuses new calls and ends with the last one, or after sip.drain_seconds. Tells {"sip":"ADDRESS"} as one
// line on `report_fd` once it listens (-1: nowhere). `socket` is where app speaks with it; what it keeps lies
// in DATA/voice. Returns the exit code; throws Error{config.*, net.*} for a wrong setting and
// Error{unavailable, "voice.*"}.
int run_role(const Config& config, const std::string& socket, int report_fd);

}  // namespace aproape::voice
