#pragma once

#include <boost/json/object.hpp>
#include <string>
#include <vector>

#include "sim/desk/session.hpp"

namespace sim {

// Compares what the logs tell with what the centre shows. Where mails are missing it looks again for a while:
// an acknowledged mail becomes a case a moment later. Writes the differences to stderr. Gives {"equal",
// "figures":{kind:{"ours","centre"}},"cases","missions","quarantined","differences"}. `whole`: the centre has
// nothing but what the logs tell, so the reports are compared too.
[[nodiscard]] boost::json::object check_figures(const std::string& api, const std::vector<Account>& accounts,
                                                const std::vector<std::string>& logs, bool whole);

}  // namespace sim
