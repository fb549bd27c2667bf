#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/time.hpp"

namespace aproape::http {

// The value of the cookie in a Cookie field (RFC 6265 4.2), the first where it comes twice.
[[nodiscard]] std::optional<std::string> find_cookie(std::string_view field, std::string_view name);

// The name under which our cookie travels: with the prefix "__Host-" over TLS (bound to this host, secure,
// path "/"), plain over HTTP, which is allowed on loopback only and where browsers refuse the prefix.
[[nodiscard]] std::string cookie_name(std::string_view name, bool tls);

// Set-Cookie for a cookie that scripts cannot read: HttpOnly, SameSite=Lax, Path=/, Secure over TLS.
// `lifetime` in milliseconds: 0 removes the cookie, -1 keeps it until the browser closes. The value must hold
// cookie octets only; throws Error{internal} otherwise.
[[nodiscard]] std::string set_cookie(std::string_view name, std::string_view value, bool tls,
                                     Millis lifetime);

}  // namespace aproape::http
