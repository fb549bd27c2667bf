#include "portal/visit.hpp"

#include "formats/html/sanitize.hpp"
#include "http/cookie.hpp"

namespace aproape::portal {
namespace {

constexpr std::string_view kCookie = "aproape_language";
constexpr Millis kKept = 365 * kDay;

bool is_ours(std::string_view language) {
  return language == "ro" || language == "en";
}

}  // namespace

Visit::Visit(const http::Request& request) : request_(request), language_(request.language()) {
  if (const auto kept = request.cookie(http::cookie_name(kCookie, request.tls())); kept && is_ours(*kept))
    language_ = *kept;
  if (const auto asked = request.query("lang"); asked && is_ours(*asked)) {
    language_ = *asked;
    chosen_ = true;
  }
}

Visit::Visit(const http::Request& request, std::string language)
    : request_(request), language_(std::move(language)) {}

std::string Visit::text(std::string_view key, const i18n::Args& args) const {
  return i18n::Texts::standard().text(key, language_, args);
}

Html Visit::say(std::string_view key, const i18n::Args& args) const {
  return html_of(std::string_view(text(key, args)));
}

Html Visit::say_with(std::string_view key, const std::vector<std::pair<std::string, Html>>& parts) const {
  const std::string said = text(key);
  Html out;
  std::string_view rest = said;
  while (!rest.empty()) {
    const std::size_t open = rest.find('{');
    const std::size_t close = open == rest.npos ? rest.npos : rest.find('}', open);
    out << rest.substr(0, close == rest.npos ? rest.npos : open);
    if (close == rest.npos) break;
    const std::string_view name = rest.substr(open + 1, close - open - 1);
    for (const auto& [part, markup] : parts)
      if (part == name) out << markup;
    rest.remove_prefix(close + 1);
  }
  return out;
}

std::string Visit::plural(std::string_view key, std::int64_t n) const {
  return i18n::Texts::standard().plural(key, n, language_);
}

void Visit::keep_language(http::Response& response) const {
  if (chosen_) response.header("Set-Cookie", http::set_cookie(kCookie, language_, request_.tls(), kKept));
}

std::string url_encode(std::string_view text) {
  constexpr std::string_view kDigits = "0123456789ABCDEF";
  std::string out;
  for (const char c : text) {
    const auto byte = static_cast<unsigned char>(c);
    const bool plain = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') ||
                       c == '-' || c == '.' || c == '_' || c == '~';
    if (plain) {
      out += c;
    } else {
      out += '%';
      out += kDigits[byte >> 4U];
      out += kDigits[byte & 15U];
    }
  }
  return out;
}

}  // namespace aproape::portal
