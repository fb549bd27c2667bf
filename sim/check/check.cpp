#include "sim/check/check.hpp"

#include <boost/json/serialize.hpp>
#include <chrono>
#include <cstdio>
#include <thread>

#include "sim/arguments.hpp"
#include "sim/check/centre.hpp"
#include "sim/check/reports.hpp"
#include "sim/check/told.hpp"
#include "sim/commands.hpp"

namespace sim {

boost::json::object check_figures(const std::string& api, const std::vector<Account>& accounts,
                                  const std::vector<std::string>& logs, bool whole) {
  constexpr int kLooks = 4;
  constexpr std::size_t kNamed = 50;
  Told told = read_logs(logs);
  Shown shown;
  Comparison result;
  for (int look = 0; look < kLooks; ++look) {
    if (look > 0) std::this_thread::sleep_for(std::chrono::seconds(3));
    shown = read_centre(api, accounts, told.since);
    if (whole) add_reports(api, accounts, shown, told.figures, shown.figures);
    result = compare(told.figures, shown.figures);
    if (result.differences.empty()) break;
  }
  for (std::size_t i = 0; i < result.differences.size() && i < kNamed; ++i)
    std::fprintf(stderr, "%s\n", result.differences[i].c_str());
  return {{"equal", result.differences.empty()},
          {"figures", result.totals},
          {"cases", shown.cases},
          {"missions", shown.missions.size()},
          {"quarantined", shown.quarantined},
          {"differences", result.differences.size()}};
}

int check(const std::vector<std::string>& words) {
  std::string api, accounts;
  std::vector<std::string> logs;
  bool whole = false;
  Arguments arguments;
  arguments.value("--api", api);
  arguments.value("--accounts", accounts);
  arguments.list("--log", logs);
  arguments.flag("--whole", whole);
  arguments.read(words);
  require("--api", api);
  require("--accounts", accounts);
  require("--log", logs.empty() ? "" : logs.front());
  const auto result = check_figures(api, read_accounts(accounts), logs, whole);
  std::printf("%s\n", boost::json::serialize(result).c_str());
  return result.at("equal").as_bool() ? 0 : 1;
}

}  // namespace sim
