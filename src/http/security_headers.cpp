#include "http/security_headers.hpp"

#include "http/fields.hpp"

namespace aproape::http {
namespace {

// "http://…" -> "ws://…", "https://…" -> "wss://…": not every browser takes 'self' to mean the WebSocket too.
std::string websocket_origin(const std::string& site) {
  return site.starts_with("http") ? "ws" + site.substr(4) : std::string();
}

std::string site_policy(const Origins& origins) {
  const auto files = origins.files.empty() ? std::string("'none'") : origins.files;
  return "default-src 'none'; script-src 'self'; style-src 'self'; font-src 'self'; img-src 'self' data: "
         "blob: " +
         (origins.files.empty() ? std::string() : origins.files) + "; connect-src 'self' " +
         websocket_origin(origins.site) + "; frame-src " + files +
         "; manifest-src 'self'; form-action 'self'; base-uri 'none'; frame-ancestors 'none'";
}

// What strangers sent us: nothing runs, nothing is fetched, and only our desk may frame it. Links may open a
// window of their own, which is then free of the sandbox.
std::string files_policy(const Origins& origins) {
  return "default-src 'none'; img-src 'self' data: cid:; style-src 'unsafe-inline'; "
         "sandbox allow-popups allow-popups-to-escape-sandbox; form-action 'none'; base-uri 'none'; "
         "frame-ancestors " +
         (origins.site.empty() ? std::string("'none'") : origins.site);
}

}  // namespace

void add_security_headers(Response& response, const Origins& origins, bool files_origin, bool tls) {
  auto& headers = response.headers;
  set_always(headers, "Content-Security-Policy", files_origin ? files_policy(origins) : site_policy(origins));
  set_always(headers, "X-Content-Type-Options", "nosniff");
  set_always(headers, "Referrer-Policy", files_origin ? "no-referrer" : "same-origin");
  set_always(headers, "Cross-Origin-Opener-Policy", "same-origin");
  set_always(headers, "Cross-Origin-Resource-Policy", files_origin ? "cross-origin" : "same-origin");
  set_always(headers, "Permissions-Policy",
             "camera=(), geolocation=(), microphone=(self), payment=(), usb=()");
  if (!files_origin) set_always(headers, "X-Frame-Options", "DENY");
  if (tls) set_always(headers, "Strict-Transport-Security", "max-age=31536000; includeSubDomains");
  set_default(headers, "Cache-Control", "no-store");
}

}  // namespace aproape::http
