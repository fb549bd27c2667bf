#include "domain/telephony/action_json.hpp"

#include "base/error.hpp"

namespace aproape::telephony {

json::Value to_json(const Spoken& spoken) {
  json::Object out;
  for (const auto& [language, text] : spoken) out.set(language, text);
  return out;
}

json::Value to_json(const Action& action) {
  json::Object out{{"kind", action.kind}};
  if (!action.target.empty()) out.set("target", action.target);
  if (!action.text.empty()) out.set("text", to_json(action.text));
  if (!action.language.empty()) out.set("language", action.language);
  return out;
}

json::Value to_json(const std::vector<Menu::Option>& options) {
  json::Array out;
  for (const Menu::Option& option : options)
    out.emplace_back(json::Object{{"key", std::string(1, option.key)}, {"action", to_json(option.action)}});
  return out;
}

Spoken spoken_from_json(const json::Value& value) {
  Spoken spoken;
  if (value.is_null()) return spoken;
  for (const auto& [language, text] : value.as_object())
    if (!text.as_string().empty()) spoken[language] = text.as_string();
  return spoken;
}

Action action_from_json(const json::Value& value) {
  Action action;
  if (value.is_null()) return action;
  (void)value.as_object();
  action.kind = value.get_string("kind");
  action.target = value.get_string("target");
  action.text = spoken_from_json(value["text"]);
  action.language = value.get_string("language");
  return action;
}

std::vector<Menu::Option> options_from_json(const json::Value& value) {
  std::vector<Menu::Option> options;
  if (value.is_null()) return options;
  for (const json::Value& one : value.as_array()) {
    const std::string key = one.get_string("key");
    if (key.size() != 1) throw Error("telephony.invalid", {{"options", "field.invalid"}});
    options.push_back({key[0], action_from_json(one["action"])});
  }
  return options;
}

}  // namespace aproape::telephony
