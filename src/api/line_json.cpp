#include "api/line_json.hpp"

#include "api/body.hpp"
#include "api/case_json.hpp"
#include "domain/telephony/action_json.hpp"
#include "text/phone.hpp"

namespace aproape::api {
namespace {

json::Array array_of(const std::vector<std::string>& list) {
  json::Array array;
  for (const std::string& item : list) array.emplace_back(item);
  return array;
}

json::Value author(db::Tx& tx, const DeskServices& desk, AccountId id) {
  const auto account = id.empty() ? std::nullopt : desk.access.find(tx, id);
  if (!account) return nullptr;
  return json::Object{{"id", id.str()}, {"name", account->name}};
}

}  // namespace

json::Object line_json(db::Tx& tx, const DeskServices& desk, const telephony::Line& line,
                       const network::Directory& directory, std::string_view language) {
  const bool number = line.number.starts_with('+');
  return {{"id", line.id.str()},
          {"number", line.number},
          {"shown", number ? text::format_phone(line.number) : line.number},
          {"name", line.name},
          {"unit", unit_ref(line.unit, directory, language)},
          {"language", line.language},
          {"emergency", line.emergency},
          {"redirected", line.redirected},
          {"recorded", line.recorded},
          {"operator_first", line.operator_first},
          {"always_open", line.always_open},
          {"day", telephony::to_json(line.day)},
          {"night", telephony::to_json(line.night)},
          {"from", to_rfc3339(line.from)},
          {"until", moment_or_null(line.until)},
          {"valid", line.valid(desk.database.clock().now())},
          {"changed_at", to_rfc3339(line.changed_at)},
          {"changed_by", author(tx, desk, line.changed_by)},
          {"version", line.version}};
}

json::Object menu_json(const telephony::Menu& menu) {
  return {{"id", menu.id.str()},
          {"code", menu.code},
          {"name", menu.name},
          {"prompt", telephony::to_json(menu.prompt)},
          {"options", telephony::to_json(menu.options)},
          {"otherwise", telephony::to_json(menu.otherwise)},
          {"version", menu.version}};
}

json::Object trunk_json(const telephony::Trunk& trunk) {
  return {{"id", trunk.id.str()},
          {"name", trunk.name},
          {"host", trunk.host},
          {"login", trunk.login},
          {"has_secret", !trunk.secret.empty()},
          {"registers", trunk.registers},
          {"prefixes", array_of(trunk.prefixes)},
          {"allow", array_of(trunk.allow)},
          {"version", trunk.version}};
}

json::Object announcement_json(const telephony::Announcement& one, const network::Directory& directory,
                               std::string_view language) {
  return {{"id", one.id.str()},
          {"line", or_null(one.line.empty() ? std::string() : one.line.str())},
          {"unit", unit_ref(one.unit, directory, language)},
          {"country", or_null(one.country)},
          {"texts", telephony::to_json(one.texts)},
          {"from", to_rfc3339(one.from)},
          {"until", moment_or_null(one.until)},
          {"version", one.version}};
}

json::Array steps_json(const std::vector<telephony::Step>& steps, bool addresses) {
  json::Array array;
  for (const telephony::Step& step : steps) {
    json::Array branches;
    for (const telephony::Step::Branch& branch : step.branches)
      branches.emplace_back(
          json::Object{{"key", std::string(1, branch.key)}, {"steps", steps_json(branch.steps, addresses)}});
    array.emplace_back(json::Object{{"kind", step.kind},
                                    {"name", step.name},
                                    {"text", step.text},
                                    {"address", or_null(addresses ? step.address : std::string())},
                                    {"seconds", step.seconds},
                                    {"branches", std::move(branches)}});
  }
  return array;
}

std::vector<std::string> texts_member(const json::Value& body, std::string_view name) {
  std::vector<std::string> list;
  if (!body[name].is_null())
    for (const json::Value& item : body[name].as_array()) list.push_back(item.as_string());
  return list;
}

}  // namespace aproape::api
