#include "app/ready_file.hpp"

#include <cstdio>
#include <filesystem>
#include <fstream>

#include "base/error.hpp"
#include "base/json.hpp"

namespace aproape::app {
namespace {

json::Value or_null(const std::string& text) {
  return text.empty() ? json::Value() : json::Value(text);
}

json::Value url_or_null(const std::string& address, bool tls) {
  return address.empty() ? json::Value() : json::Value((tls ? "https://" : "http://") + address);
}

}  // namespace

std::string Addresses::to_line() const {
  return json::write(
             json::Object{{"http", http}, {"files", files}, {"smtp", smtp}, {"lmtp", lmtp}, {"tls", tls}}) +
         "\n";
}

Addresses Addresses::from_line(const std::string& line) {
  const json::Value value = json::parse(line);
  return {value.get_string("http"), value.get_string("files"), value.get_string("smtp"),
          value.get_string("lmtp"), value.get_bool("tls")};
}

ReadyFile::ReadyFile(std::string path) : path_(std::move(path)) {}

void ReadyFile::remove() const {
  if (path_.empty()) return;
  std::error_code ignored;  // absent is what we want
  std::filesystem::remove(path_, ignored);
}

void ReadyFile::write(const Addresses& addresses, pid_t supervisor, pid_t app, pid_t decode) const {
  if (path_.empty()) return;
  const json::Object content{
      {"version", 1},
      {"pid", static_cast<std::int64_t>(supervisor)},
      {"pids",
       json::Object{{"app", static_cast<std::int64_t>(app)}, {"decode", static_cast<std::int64_t>(decode)}}},
      {"http", url_or_null(addresses.http, addresses.tls)},
      {"files", url_or_null(addresses.files, addresses.tls)},
      {"smtp", or_null(addresses.smtp)},
      {"lmtp", or_null(addresses.lmtp)},
      {"sip", json::Value()},
  };
  const std::string temporary = path_ + ".new";
  std::ofstream(temporary, std::ios::trunc) << json::write(content) << "\n";
  std::error_code failure;
  std::filesystem::rename(temporary, path_, failure);
  if (failure) throw Error(ErrorKind::invalid, "config.ready_file", path_ + ": " + failure.message());
}

}  // namespace aproape::app
