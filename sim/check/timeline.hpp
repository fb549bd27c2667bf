#pragma once

#include <boost/json/array.hpp>
#include <string>
#include <vector>

namespace sim {

// What somebody did at a case, as its timeline tells it: "taken", "answered", "closed", "waiting",
// "transferred".
struct Deed {
  std::string what;
  std::string account;
};
// Deeds of staff since the moment (RFC 3339 in UTC), in their order. An answer that closes the case or waits
// for the citizen counts as both.
[[nodiscard]] std::vector<Deed> deeds(const boost::json::array& timeline, const std::string& since);

// Addresses that mails came from since the moment, one for each mail.
[[nodiscard]] std::vector<std::string> mails_in(const boost::json::array& timeline, const std::string& since);

}  // namespace sim
