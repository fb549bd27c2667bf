#include "sim/check/timeline.hpp"

#include "sim/desk/session.hpp"

namespace sim {
namespace {

namespace json = boost::json;

bool is_true(const json::value& value) {
  return value.is_bool() && value.get_bool();
}

void add_event(const json::value& item, std::vector<Deed>& found) {
  const std::string account = text_of(member(item, "actor"), "id");
  if (account.empty()) return;
  const std::string type = text_of(item, "type");
  const json::value& data = member(item, "data");
  const std::string then = text_of(data, "then");
  if (type == "case.assigned" && text_of(data, "holder") == account) found.push_back({"taken", account});
  if (type == "case.transferred") found.push_back({"transferred", account});
  if (type == "case.closed" || (type == "case.answered" && then == "close"))
    found.push_back({"closed", account});
  if ((type == "case.waiting" && !text_of(data, "kind").empty()) ||
      (type == "case.answered" && then == "wait"))
    found.push_back({"waiting", account});
}

}  // namespace

std::vector<Deed> deeds(const json::array& timeline, const std::string& since) {
  std::vector<Deed> found;
  for (const json::value& item : timeline) {
    if (text_of(item, "at") < since) continue;
    if (text_of(item, "kind") == "event") add_event(item, found);
    const std::string author = text_of(member(item, "author"), "id");
    if (text_of(item, "kind") == "contact" && text_of(item, "direction") == "out" && !author.empty() &&
        !is_true(member(item, "automatic")))
      found.push_back({"answered", author});
  }
  return found;
}

std::vector<std::string> mails_in(const json::array& timeline, const std::string& since) {
  std::vector<std::string> found;
  for (const json::value& item : timeline)
    if (text_of(item, "kind") == "contact" && text_of(item, "direction") == "in" &&
        text_of(item, "channel") == "mail" && text_of(item, "at") >= since)
      found.push_back(text_of(member(item, "from"), "address"));
  return found;
}

}  // namespace sim
