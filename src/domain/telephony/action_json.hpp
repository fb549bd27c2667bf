#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "base/json.hpp"
#include "domain/telephony/model.hpp"

// Actions, texts and options as JSON: how they are kept and how the API writes them.
namespace aproape::telephony {

[[nodiscard]] json::Value to_json(const Spoken& spoken);
[[nodiscard]] json::Value to_json(const Action& action);
[[nodiscard]] json::Value to_json(const std::vector<Menu::Option>& options);
// Throw Error{invalid, "json.type"}, or "telephony.invalid" naming the field. Null is the empty value.
[[nodiscard]] Spoken spoken_from_json(const json::Value& value);
[[nodiscard]] Action action_from_json(const json::Value& value);
[[nodiscard]] std::vector<Menu::Option> options_from_json(const json::Value& value);

}  // namespace aproape::telephony
