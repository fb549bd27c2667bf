#include "sim/check/reports.hpp"

#include <map>
#include <stdexcept>

namespace sim {
namespace {

namespace json = boost::json;

constexpr const char* kKind = "report";

json::value overview(const std::string& base, const std::vector<Account>& accounts) {
  for (auto account = accounts.rbegin(); account != accounts.rend(); ++account) {
    Session session(base, *account);
    session.enter();
    Answer answer = session.get("/reports/overview");
    if (answer.done()) return std::move(answer.body);
  }
  throw std::runtime_error("none of the accounts may read reports");
}

long sum(const Figures& figures, const std::string& kind) {
  long all = 0;
  if (const auto found = figures.find(kind); found != figures.end())
    for (const auto& [key, count] : found->second) all += count;
  return all;
}

}  // namespace

void add_reports(const std::string& base, const std::vector<Account>& accounts, const Shown& shown,
                 Figures& ours, Figures& theirs) {
  const json::value body = overview(base, accounts);
  std::map<std::string, long> numbers;
  for (const json::value& figure : elements(body, "figures")) {
    const json::value& count = member(figure, "numerator");
    if (count.is_int64()) numbers[text_of(figure, "id")] = static_cast<long>(count.get_int64());
  }
  // What lies in quarantine is no contact.
  ours[kKind]["contacts"] = sum(ours, "mail") - shown.quarantined;
  ours[kKind]["replies"] = sum(ours, "answered");
  ours[kKind]["resolution"] = sum(ours, "closed");
  ours[kKind]["cases"] = shown.cases;
  theirs[kKind]["contacts"] = numbers["contacts"] + numbers["automatic"];
  for (const char* same : {"replies", "resolution", "cases"}) theirs[kKind][same] = numbers[same];
}

}  // namespace sim
