#pragma once

namespace aproape::app {

// Reads the command line, runs the command, returns the exit code of DESIGN 6. Errors are told on standard
// error in plain words; an unknown command, option or key names the nearest right one.
int run_command_line(int argc, char** argv);

}  // namespace aproape::app
