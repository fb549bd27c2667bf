#include "api/feed_audience.hpp"

#include <algorithm>
#include <array>

#include "api/feed_cursor.hpp"
#include "base/error.hpp"
#include "base/json.hpp"

namespace aproape::api {
namespace {

json::Object data_of(const db::Event& event) {
  try {
    auto value = json::parse(event.data);
    if (value.is_object()) return value.as_object();
  } catch (const Error&) {
    // Our own code wrote it; an event whose data cannot be read still tells that something changed.
  }
  return {};
}

// The case that an event is about: its subject, or the member "case" of its data.
CaseId case_of(const db::Event& event, const json::Object& data) {
  if (event.subject == "case") return CaseId{event.subject_id};
  const auto* named = data.find("case");
  if (named == nullptr || !named->is_string()) return {};
  return parse<CaseId>(named->as_string()).value_or(CaseId{});
}

// What one must be allowed to read to hear of such a thing. These are the permissions that make audiences
// differ.
constexpr std::array<std::pair<std::string_view, std::string_view>, 9> kPermissions{{
    {"case", "case.read"},
    {"person", "person.read"},
    {"intake", "quarantine.read"},
    {"message", "outbox.read"},
    {"mailbox", "settings.read"},
    {"job", "settings.read"},
    {"account", "account.read"},
    {"agent", "agent.read"},
    {"reader", "reader.nobody"},  // told to that account alone: no role holds the permission
}};

std::string_view permission_for(std::string_view subject) {
  const auto found = std::find_if(kPermissions.begin(), kPermissions.end(),
                                  [&](const auto& p) { return p.first == subject; });
  return found == kPermissions.end() ? "case.read" : found->second;
}

bool is_common(const std::string& type) {
  return type.starts_with("network.") || type.starts_with("catalogue.") || type.starts_with("template.") ||
         type.starts_with("organisation.") || type.starts_with("article.");
}

}  // namespace

FeedItem prepare_item(std::int64_t sequence, Millis at, const db::Event& event, const CaseUnits& case_units) {
  const auto data = data_of(event);
  json::Object body{{"type", event.type}, {event.subject, std::to_string(event.subject_id)}};
  for (const auto& [name, value] : data) body.set(name, value);
  if (event.actor_id != 0) body.set("actor", std::to_string(event.actor_id));
  body.set("at", to_rfc3339(at));

  FeedItem item;
  item.sequence = sequence;
  item.tail = ",\"cursor\":" + json::write(feed_cursor(sequence)) + ",\"event\":" + json::write(body) + '}';
  item.everybody = is_common(event.type);
  const bool about_agent = event.subject == "agent";
  if (about_agent || event.subject == "account" || event.subject == "reader") item.account = event.subject_id;
  const auto about = case_of(event, data);
  item.permission = permission_for(about.empty() || about_agent ? event.subject : "case");
  if (!about.empty() && !about_agent) item.units = case_units(about);
  // Also the unit that the event names: one that hands a case over hears that it did.
  if (event.unit_id != 0) item.units.push_back(UnitId{event.unit_id});
  return item;
}

bool may_hear(const access::Scope& scope, const FeedItem& item) {
  if (item.everybody) return true;
  if (item.account != 0 && scope.account().value == item.account) return true;
  if (item.permission == "account.read") return scope.may("account.read");
  if (scope.may_everywhere(item.permission)) return true;
  return std::any_of(item.units.begin(), item.units.end(),
                     [&](UnitId unit) { return scope.may(item.permission, unit); });
}

std::string audience_key(const access::Scope& scope) {
  std::string key;
  for (const auto& [subject, permission] : kPermissions) {
    key += scope.may_everywhere(permission) ? '*' : '|';
    if (key.back() == '|')
      for (const auto unit : scope.units(permission)) key += ' ' + unit.str();
  }
  return key;
}

}  // namespace aproape::api
