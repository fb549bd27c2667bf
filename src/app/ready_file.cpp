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
          value.get_string("lmtp"), value.get_string("sip"),   value.get_bool("tls")};
}

ReadyFile::ReadyFile(std::string path) : path_(std::move(path)) {}

void ReadyFile::remove() const {
  if (path_.empty()) return;
  std::error_code ignored;  // absent is what we want
  std::filesystem::remove(path_, ignored);
}

void ReadyFile::write(const Addresses& addresses, const Pids& pids) const {
  if (path_.empty()) return;
  json::Object roles{{"app", static_cast<std::int64_t>(pids.app)},
                     {"decode", static_cast<std::int64_t>(pids.decode)}};
  if (pids.voice != 0) roles.set("voice", static_cast<std::int64_t>(pids.voice));
  const json::Object content{
      {"version", 1},
      {"pid", static_cast<std::int64_t>(pids.supervisor)},
      {"pids", std::move(roles)},
      {"http", url_or_null(addresses.http, addresses.tls)},
      {"files", url_or_null(addresses.files, addresses.tls)},
      {"smtp", or_null(addresses.smtp)},
      {"lmtp", or_null(addresses.lmtp)},
      {"sip", or_null(addresses.sip)},
  };
  const std::string temporary = path_ + ".new";
  std::ofstream(temporary, std::ios::trunc) << json::write(content) << "\n";
  std::error_code failure;
  std::filesystem::rename(temporary, path_, failure);
  if (failure) throw Error(ErrorKind::invalid, "config.ready_file", path_ + ": " + failure.message());
}

}  // namespace aproape::app
