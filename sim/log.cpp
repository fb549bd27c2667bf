#include "sim/log.hpp"

#include <array>
#include <boost/json/serialize.hpp>
#include <chrono>
#include <cstdio>
#include <ctime>
#include <stdexcept>

namespace sim {

std::string moment_now() {
  using namespace std::chrono;
  const auto now = floor<milliseconds>(system_clock::now());
  const std::time_t seconds = system_clock::to_time_t(now);
  std::tm parts{};
  gmtime_r(&seconds, &parts);
  std::array<char, 32> out{};
  const std::size_t size = std::strftime(out.data(), out.size(), "%Y-%m-%dT%H:%M:%S", &parts);
  std::snprintf(out.data() + size, out.size() - size, ".%03dZ",
                static_cast<int>(now.time_since_epoch().count() % 1000));
  return out.data();
}

Log::Log(const std::string& path) {
  if (path.empty()) return;
  file_.open(path, std::ios::trunc);
  if (!file_) throw std::invalid_argument("cannot write " + path);
}

void Log::write(std::string_view what, boost::json::object line, std::string_view at) {
  const std::lock_guard lock(guard_);
  if (!file_.is_open()) return;
  const std::string moment = at.empty() ? moment_now() : std::string(at);
  line["what"] = boost::json::string_view(what.data(), what.size());
  line["at"] = boost::json::string_view(moment);
  file_ << boost::json::serialize(line) << std::endl;
}

}  // namespace sim
