#include "api/body.hpp"

#include "base/error.hpp"
#include "base/id.hpp"

namespace aproape::api {

std::optional<std::string> text_member(const json::Value& body, std::string_view name) {
  const json::Value* value = body.as_object().find(name);
  if (value == nullptr) return std::nullopt;
  if (value->is_null()) return std::string();
  if (!value->is_string()) throw Error("field.invalid", {{std::string(name), "field.text"}});
  return value->as_string();
}

std::optional<std::string> given_text(const json::Value& body, std::string_view name) {
  if (body[name].is_null()) return std::nullopt;
  return text_member(body, name);
}

std::string wanted_text(const json::Value& body, std::string_view name) {
  auto text = text_member(body, name);
  if (!text || text->empty()) throw Error("field.invalid", {{std::string(name), "field.required"}});
  return *std::move(text);
}

std::optional<bool> flag_member(const json::Value& body, std::string_view name) {
  const json::Value* value = body.as_object().find(name);
  if (value == nullptr) return std::nullopt;
  if (!value->is_bool()) throw Error("field.invalid", {{std::string(name), "field.flag"}});
  return value->as_bool();
}

json::Value or_null(const std::string& text) {
  return text.empty() ? json::Value(nullptr) : json::Value(text);
}

json::Value list_of(json::Array items, std::optional<std::string> next) {
  return json::Object{{"items", std::move(items)},
                      {"next", next ? json::Value(*next) : json::Value(nullptr)}};
}

std::int64_t cursor_or(const http::Request& request, std::int64_t otherwise) {
  const auto cursor = request.query("cursor");
  if (!cursor) return otherwise;
  const auto id = parse_id(*cursor);
  if (!id) throw Error(ErrorKind::invalid, "http.cursor");
  return *id;
}

}  // namespace aproape::api
