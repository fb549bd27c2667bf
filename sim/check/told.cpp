#include "sim/check/told.hpp"

#include <algorithm>
#include <boost/json/parse.hpp>
#include <fstream>
#include <stdexcept>

#include "sim/desk/session.hpp"

namespace sim {

std::string bare_address(const std::string& shown) {
  std::string address = shown;
  const auto open = address.rfind('<');
  const auto close = address.rfind('>');
  if (open != std::string::npos && close != std::string::npos && open < close)
    address = address.substr(open + 1, close - open - 1);
  std::transform(address.begin(), address.end(), address.begin(),
                 [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; });
  return address;
}

Told read_logs(const std::vector<std::string>& paths) {
  Told told;
  for (const std::string& path : paths) {
    std::ifstream file(path);
    if (!file) throw std::invalid_argument("cannot read " + path);
    for (std::string line; std::getline(file, line);) {
      boost::system::error_code failed;
      const boost::json::value entry = boost::json::parse(line, failed);
      const std::string what = text_of(entry, "what");
      const std::string at = text_of(entry, "at");
      if (failed || what.empty() || at.empty())
        throw std::invalid_argument(path + " is no log of the simulator");
      if (told.since.empty() || at < told.since) told.since = at;
      if (what == "mail")
        ++told.figures["mail"]["from " + bare_address(text_of(entry, "from"))];
      else if (const std::string number = text_of(entry, "number"); what == "taken" || what == "answered" ||
                                                                    what == "closed" || what == "waiting" ||
                                                                    what == "transferred")
        ++told.figures[what][deed_key(number, text_of(entry, "by"))];
    }
  }
  if (told.since.empty()) throw std::invalid_argument("the logs tell nothing");
  return told;
}

}  // namespace sim
