#include "http/cookie.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace aproape::http {
namespace {

bool is_cookie_octet(char c) {
  return c > 0x20 && c < 0x7f && c != '"' && c != ',' && c != ';' && c != '\\';
}

}  // namespace

std::optional<std::string> find_cookie(std::string_view field, std::string_view name) {
  while (!field.empty()) {
    const auto end = field.find(';');
    auto pair = field.substr(0, end);
    field.remove_prefix(end == std::string_view::npos ? field.size() : end + 1);
    while (pair.starts_with(' ')) pair.remove_prefix(1);
    while (pair.ends_with(' ')) pair.remove_suffix(1);
    const auto equals = pair.find('=');
    if (equals == std::string_view::npos || pair.substr(0, equals) != name) continue;
    auto value = pair.substr(equals + 1);
    if (value.size() >= 2 && value.front() == '"' && value.back() == '"')
      value = value.substr(1, value.size() - 2);
    if (!std::all_of(value.begin(), value.end(), is_cookie_octet)) return std::nullopt;
    return std::string(value);
  }
  return std::nullopt;
}

std::string cookie_name(std::string_view name, bool tls) {
  return (tls ? "__Host-" : "") + std::string(name);
}

std::string set_cookie(std::string_view name, std::string_view value, bool tls, Millis lifetime) {
  if (!std::all_of(value.begin(), value.end(), is_cookie_octet)) {
    throw Error(ErrorKind::internal, "http.cookie", "value with a forbidden character");
  }
  auto out = cookie_name(name, tls) + '=' + std::string(value) + "; Path=/; HttpOnly; SameSite=Lax";
  if (tls) out += "; Secure";
  if (lifetime >= 0) out += "; Max-Age=" + std::to_string(lifetime / kSecond);
  return out;
}

}  // namespace aproape::http
