#include "http/fields.hpp"

#include <algorithm>

namespace aproape::http {

bool same_name(std::string_view a, std::string_view b) {
  const auto lower = [](char c) { return c >= 'A' && c <= 'Z' ? static_cast<char>(c - 'A' + 'a') : c; };
  return a.size() == b.size() &&
         std::equal(a.begin(), a.end(), b.begin(), [&](char x, char y) { return lower(x) == lower(y); });
}

std::optional<std::string> find_header(const net::Headers& headers, std::string_view name) {
  for (const auto& [key, value] : headers) {
    if (same_name(key, name)) return value;
  }
  return std::nullopt;
}

void set_default(net::Headers& headers, std::string_view name, std::string_view value) {
  if (!find_header(headers, name)) headers.emplace_back(std::string(name), std::string(value));
}

void set_always(net::Headers& headers, std::string_view name, std::string_view value) {
  std::erase_if(headers, [&](const auto& field) { return same_name(field.first, name); });
  headers.emplace_back(std::string(name), std::string(value));
}

}  // namespace aproape::http
