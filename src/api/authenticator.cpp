#include "api/authenticator.hpp"

#include <string>
#include <string_view>

#include "http/cookie.hpp"

namespace aproape::api {
namespace {

constexpr std::string_view kBearer = "Bearer ";

}  // namespace

std::optional<http::Principal> Authenticator::authenticate(const http::Request& request) {
  std::optional<access::Identity> identity;
  const auto authorization = request.header("Authorization");
  const bool bearer = authorization && authorization->starts_with(kBearer);
  if (bearer) {
    identity = access_.of_bearer(std::string_view(*authorization).substr(kBearer.size()));
  } else if (const auto cookie = request.cookie(http::cookie_name(kSessionCookie, request.tls()))) {
    identity = access_.of_session(*cookie);
  }
  if (!identity) return std::nullopt;
  http::Principal principal;
  principal.account = identity->account.value;
  principal.session = identity->session;
  principal.bearer = bearer;
  principal.csrf = identity->csrf;
  principal.confirmed = identity->confirmed;
  principal.language = identity->language;
  principal.permissions = identity->permissions;
  return principal;
}

audit::Actor actor_of(access::Service& access, const http::Request& request, const http::Context& context) {
  return {AccountId{context.who().account}, access.audit().digest(request.peer())};
}

}  // namespace aproape::api
