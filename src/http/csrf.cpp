#include "http/csrf.hpp"

#include <openssl/crypto.h>

#include "base/error.hpp"

namespace aproape::http {
namespace {

// "https://host:port/path" -> "https://host:port".
std::string origin_of(std::string_view url) {
  const auto scheme = url.find("://");
  if (scheme == std::string_view::npos) return {};
  return std::string(url.substr(0, url.find('/', scheme + 3)));
}

std::string stated_origin(const Request& request) {
  if (const auto origin = request.header("Origin")) return *origin;
  const auto referer = request.header("Referer");
  return referer ? origin_of(*referer) : std::string();
}

bool is_ours(const Request& request, const std::string& origin, const std::string& site) {
  if (origin == site && !site.empty()) return true;
  const auto host = request.header("Host");
  return host && origin == (request.tls() ? "https://" : "http://") + *host;
}

bool same_secret(std::string_view a, std::string_view b) {
  return !a.empty() && a.size() == b.size() && CRYPTO_memcmp(a.data(), b.data(), a.size()) == 0;
}

bool changes(Method method) {
  return method != Method::get && method != Method::head && method != Method::options;
}

}  // namespace

bool comes_from_us(const Request& request, const std::string& site) {
  const auto origin = stated_origin(request);
  if (!origin.empty()) return is_ours(request, origin, site);
  return request.header("Sec-Fetch-Site").value_or("") == "same-origin";
}

bool comes_from_elsewhere(const Request& request, const std::string& site) {
  const auto origin = stated_origin(request);
  if (!origin.empty()) return !is_ours(request, origin, site);
  const auto fetch = request.header("Sec-Fetch-Site").value_or("none");
  return fetch != "none" && fetch != "same-origin";
}

void check_csrf(const Request& request, const std::optional<Principal>& principal, const std::string& site) {
  if (!changes(request.method()) || (principal && principal->bearer)) return;
  const bool fine = principal ? comes_from_us(request, site) &&
                                    same_secret(request.header("X-CSRF-Token").value_or(""), principal->csrf)
                              : !comes_from_elsewhere(request, site);
  if (!fine) throw Error(ErrorKind::forbidden, "csrf.refused");
}

}  // namespace aproape::http
