#include <unistd.h>

#include <cstdio>
#include <filesystem>

#include "app/commands.hpp"
#include "app/exit_code.hpp"

namespace aproape::app {

int simulate(const std::vector<std::string>& arguments) {
  const std::string program = std::filesystem::read_symlink("/proc/self/exe").parent_path() / "aproape-sim";
  std::vector<std::string> all{program};
  all.insert(all.end(), arguments.begin(), arguments.end());
  std::vector<char*> argv;
  for (std::string& argument : all) argv.push_back(argument.data());
  argv.push_back(nullptr);
  execv(program.c_str(), argv.data());
  std::fprintf(stderr, "aproape: the simulator %s is not installed\n", program.c_str());
  return static_cast<int>(ExitCode::not_found);
}

}  // namespace aproape::app
