#pragma once

#include <boost/json/object.hpp>
#include <fstream>
#include <mutex>
#include <string>
#include <string_view>

namespace sim {

// RFC 3339 in UTC with milliseconds, as the API writes moments: two of them compare as texts.
[[nodiscard]] std::string moment_now();

// What the simulator did, in its own words: one JSON object a line, with `at` and `what`. Thread-safe; each
// line is handed to the system at once, so that a killed simulator has told what it did.
class Log {
 public:
  // An empty path keeps no log. What stood in the file is replaced.
  explicit Log(const std::string& path);
  // `at`: when it began; empty: now.
  void write(std::string_view what, boost::json::object line, std::string_view at = {});

 private:
  std::mutex guard_;
  std::ofstream file_;
};

}  // namespace sim
