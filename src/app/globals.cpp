#include <unistd.h>

#include <filesystem>

#include "app/commands.hpp"
#include "base/error.hpp"

namespace aproape::app {

Config Globals::load() const {
  Config config;
  if (!config_file.empty()) {
    if (!std::filesystem::exists(config_file)) throw Error(ErrorKind::invalid, "config.missing", config_file);
    config.load_file(config_file);
  } else if (std::filesystem::exists("aproape.toml")) {
    config.load_file("aproape.toml");
  }
  config.load_environment(environ);
  for (const std::string& setting : settings) config.set(setting);
  return config;
}

std::vector<std::string> Globals::arguments() const {
  std::vector<std::string> all;
  if (!config_file.empty()) all.insert(all.end(), {"--config", config_file});
  for (const std::string& setting : settings) all.insert(all.end(), {"--set", setting});
  return all;
}

}  // namespace aproape::app
