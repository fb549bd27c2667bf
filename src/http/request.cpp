#include "http/request.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

#include "base/error.hpp"
#include "base/id.hpp"
#include "http/cookie.hpp"
#include "http/fields.hpp"
#include "http/language.hpp"
#include "http/target.hpp"

namespace aproape::http {
namespace {

constexpr int kMostItems = 200;
constexpr int kItems = 50;

std::optional<std::int64_t> whole_number(std::string_view text) {
  std::int64_t value = 0;
  const auto* end = text.data() + text.size();
  if (text.empty() || text.size() > 18 || text.find_first_not_of("0123456789") != std::string_view::npos ||
      std::from_chars(text.data(), end, value).ptr != end) {
    return std::nullopt;
  }
  return value;
}

}  // namespace

Request::Request(net::Exchange exchange, Method method) : exchange_(std::move(exchange)), method_(method) {
  auto target = parse_target(exchange_.target);
  if (!target) throw Error(ErrorKind::invalid, "http.target");
  path_ = std::move(target->path);
  query_ = std::move(target->query);
}

const std::string& Request::param(std::string_view name) const {
  const auto found = params_.find(name);
  if (found == params_.end()) throw Error(ErrorKind::internal, "http.param", std::string(name));
  return found->second;
}

std::int64_t Request::id_param(std::string_view name) const {
  const auto id = parse_id(param(name));
  if (!id) throw Error(ErrorKind::not_found, "not_found");
  return *id;
}

std::optional<std::string> Request::query(std::string_view name) const {
  const auto found = query_.find(name);
  if (found == query_.end()) return std::nullopt;
  return found->second;
}

std::string Request::query_or(std::string_view name, std::string_view otherwise) const {
  return query(name).value_or(std::string(otherwise));
}

int Request::limit() const {
  const auto text = query("limit");
  if (!text) return kItems;
  const auto value = whole_number(*text);
  if (!value || *value < 1 || *value > kMostItems) throw Error("http.limit", {{"limit", "field.range"}});
  return static_cast<int>(*value);
}

std::optional<std::string> Request::header(std::string_view name) const {
  return find_header(exchange_.headers, name);
}

std::optional<std::string> Request::cookie(std::string_view name) const {
  const auto field = header("Cookie");
  return field ? find_cookie(*field, name) : std::nullopt;
}

json::Value Request::json_body(std::initializer_list<std::string_view> allowed) const {
  auto value = json::parse(exchange_.body);
  if (!value.is_object()) throw Error(ErrorKind::invalid, "json.type");
  std::vector<Error::Field> unknown;
  for (const auto& [name, member] : value.as_object()) {
    if (std::find(allowed.begin(), allowed.end(), name) == allowed.end())
      unknown.push_back({name, "field.unknown"});
  }
  if (!unknown.empty()) throw Error("http.unknown_field", std::move(unknown));
  return value;
}

std::int64_t Request::if_match() const {
  const auto field = header("If-Match");
  if (!field) throw Error(ErrorKind::invalid, "http.if_match");
  std::string_view text = *field;
  if (text.size() > 2 && text.front() == '"' && text.back() == '"') text = text.substr(1, text.size() - 2);
  const auto version = whole_number(text);
  if (!version) throw Error(ErrorKind::stale, "stale");
  return *version;
}

std::string Request::language() const {
  return choose_language(header("Accept-Language").value_or(""));
}

}  // namespace aproape::http
