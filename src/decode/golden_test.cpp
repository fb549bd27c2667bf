#include <doctest/doctest.h>

#include <algorithm>
#include <filesystem>
#include <fstream>
#include <iterator>
#include <string>
#include <vector>

#include "base/json.hpp"
#include "decode/mail_parse.hpp"
#include "decode/mail_reader.hpp"

using namespace aproape;

namespace {

std::string contents(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

}  // namespace

// tests/golden/make_mail.py writes the mails; each result was read by a person before it was kept.
TEST_CASE("golden mails are read as their JSON says") {
  std::vector<std::filesystem::path> files;
  for (const auto& entry : std::filesystem::directory_iterator("tests/golden/mail"))
    if (entry.path().extension() == ".eml") files.push_back(entry.path());
  std::sort(files.begin(), files.end());
  REQUIRE(files.size() >= 60);
  for (const auto& file : files) {
    CAPTURE(file.filename().string());
    auto wanted = file;
    wanted.replace_extension(".json");
    const auto read = decode::read_mail(contents(file));
    const auto line = decode::mail_line(file.filename().string(), read.mail);
    CHECK(json::write(line) == json::write(json::parse(contents(wanted))));
  }
}
