#include "base/config.hpp"

#include <doctest/doctest.h>

#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <functional>
#include <sstream>

#include "base/error.hpp"

using namespace aproape;

namespace {

std::string message_of(const std::function<void()>& work) {
  try {
    work();
  } catch (const Error& error) {
    return error.what();
  }
  return "";
}

}  // namespace

TEST_CASE("a later source of settings wins over an earlier one") {
  Config config;
  CHECK(config.text("smtp.listen") == "127.0.0.1:2525");
  const char* environment[] = {"APROAPE_SMTP_LISTEN=127.0.0.1:25", "HOME=/", nullptr};
  config.load_environment(environment);
  CHECK(config.text("smtp.listen") == "127.0.0.1:25");
  config.set("smtp.listen=127.0.0.1:0");
  CHECK(config.text("smtp.listen") == "127.0.0.1:0");
}

TEST_CASE("an unknown key is an error that names the nearest right one") {
  Config config;
  CHECK(message_of([&] { config.set("smtp.lisen=x"); }).find("\"smtp.listen\"") != std::string::npos);
  const char* environment[] = {"APROAPE_SMTP_LISTN=x", nullptr};
  CHECK_FALSE(message_of([&] { config.load_environment(environment); }).empty());
}

TEST_CASE("a value of the wrong form is refused") {
  Config config;
  CHECK_THROWS_AS(config.set("smtp.listen=127.0.0.1"), Error);
  CHECK_THROWS_AS(config.set("smtp.max_size=big"), Error);
  CHECK_THROWS_AS(config.set("mail.acknowledge=yes"), Error);
  CHECK_THROWS_AS(config.set("mail.acknowledge"), Error);
}

TEST_CASE("a settings file is read, and its faults name file and line") {
  const std::string path =
      std::filesystem::temp_directory_path() / ("aproape_config_" + std::to_string(getpid()));
  std::ofstream(path)
      << "[smtp]\nlisten = \"127.0.0.1:99\"\ntrusted_networks = [\"10.0.0.0/8\", \"::1/128\"]\n";
  Config config;
  config.load_file(path);
  CHECK(config.text("smtp.listen") == "127.0.0.1:99");
  CHECK(config.list("smtp.trusted_networks").size() == 2);
  std::ofstream(path) << "[smtp]\n\nport = 25\n";
  CHECK(message_of([&] { config.load_file(path); }).find(path + ":3") != std::string::npos);
  std::filesystem::remove(path);
}

TEST_CASE("the shipped sample holds every key with its default") {
  std::ifstream file("packaging/aproape.toml");
  std::stringstream shipped;
  shipped << file.rdbuf();
  CHECK(shipped.str() == Config::sample());
}
