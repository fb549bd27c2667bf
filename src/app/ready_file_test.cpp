#include "app/ready_file.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <filesystem>
#include <fstream>
#include <sstream>

#include "base/json.hpp"

using namespace aproape;

TEST_CASE("the ready file tells the doors, null where one is off, and goes away") {
  const auto path = std::filesystem::temp_directory_path() / ("aproape_ready_" + std::to_string(getpid()));
  const app::ReadyFile file(path);
  app::Addresses addresses{"127.0.0.1:41001", "127.0.0.1:41002", "127.0.0.1:41003", "", "", false};
  CHECK(app::Addresses::from_line(addresses.to_line()).smtp == addresses.smtp);
  file.write(addresses, {9, 10, 11});
  std::stringstream content;
  content << std::ifstream(path).rdbuf();
  const json::Value ready = json::parse(content.str());
  CHECK(ready["version"].as_int() == 1);
  CHECK(ready["pids"]["app"].as_int() == 10);
  CHECK(ready["http"].as_string() == "http://127.0.0.1:41001");
  CHECK(ready["lmtp"].is_null());
  CHECK(ready["sip"].is_null());
  CHECK(ready["pids"]["voice"].is_null());
  addresses.sip = "127.0.0.1:41005";
  file.write(addresses, {9, 10, 11, 12});
  const json::Value again = json::parse((std::stringstream() << std::ifstream(path).rdbuf()).str());
  CHECK(again["sip"].as_string() == "127.0.0.1:41005");
  CHECK(again["pids"]["voice"].as_int() == 12);
  file.remove();
  CHECK_FALSE(std::filesystem::exists(path));
}
