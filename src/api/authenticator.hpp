#pragma once

#include <optional>

#include "domain/access/service.hpp"
#include "http/router.hpp"

namespace aproape::api {

// Name of the session cookie, before http::cookie_name.
inline constexpr const char* kSessionCookie = "aproape_session";

// Who asks: by the session cookie, or by "Authorization: Bearer …", which wins. Thread-safe.
class Authenticator final : public http::Authenticator {
 public:
  explicit Authenticator(access::Service& access) : access_(access) {}
  [[nodiscard]] std::optional<http::Principal> authenticate(const http::Request& request) override;

 private:
  access::Service& access_;
};

// The audit's actor for a request: the account and a digest of its address.
[[nodiscard]] audit::Actor actor_of(access::Service& access, const http::Request& request,
                                    const http::Context& context);

}  // namespace aproape::api
