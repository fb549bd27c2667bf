#include "api/session_routes.hpp"

#include "api/authenticator.hpp"
#include "api/body.hpp"
#include "api/grants_json.hpp"
#include "base/error.hpp"
#include "base/time.hpp"
#include "http/cookie.hpp"
#include "http/problem.hpp"
#include "i18n/texts.hpp"

namespace aproape::api {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

constexpr std::size_t kSmallBody = 4096;

json::Value unit_json(const network::Directory& directory, UnitId id, const std::string& language) {
  const network::Unit* unit = directory.unit(id);
  if (unit == nullptr) return nullptr;
  return json::Object{{"id", unit->id.str()},
                      {"code", unit->code},
                      {"name", language == "ro" ? unit->name_ro : unit->name_en},
                      {"time_zone", unit->time_zone}};
}

json::Value session_json(network::Service& network, const access::Identity& who) {
  const auto directory = network.directory();
  return network.database().read([&](db::Tx& tx) {
    const auto account = network.access().find(tx, who.account);
    if (!account) throw Error(ErrorKind::unauthorized, "auth.required");
    json::Array permissions(who.permissions.begin(), who.permissions.end());
    return json::Value(
        json::Object{{"account", json::Object{{"id", account->id.str()},
                                              {"login", account->login},
                                              {"name", account->name},
                                              {"language", account->language},
                                              {"theme", account->theme},
                                              {"density", account->density}}},
                     {"roles", grants_json(network.access().grants(tx, who.account))},
                     {"unit", unit_json(*directory, account->unit, account->language)},
                     {"permissions", std::move(permissions)},
                     {"csrf", who.csrf},
                     {"totp", account->totp},
                     {"must_change_password", account->must_change},
                     {"expires_at",
                      who.expires_at == 0 ? json::Value(nullptr) : json::Value(to_rfc3339(who.expires_at))}});
  });
}

access::Identity caller(access::Service& access, const Request& request) {
  const auto cookie = request.cookie(http::cookie_name(kSessionCookie, request.tls()));
  auto who = cookie ? access.of_session(*cookie) : std::nullopt;
  if (const auto header = request.header("Authorization"); !who && header && header->size() > 7)
    who = access.of_bearer(std::string_view(*header).substr(7));
  if (!who) throw Error(ErrorKind::unauthorized, "auth.required");
  return *std::move(who);
}

// What an attempt that did not pass is told; nullopt where it did.
std::optional<Response> refusal(const access::SignIn& result, const Context& context) {
  switch (result.outcome) {
    case access::SignIn::Outcome::refused:
      throw Error(ErrorKind::unauthorized, "auth.refused");
    case access::SignIn::Outcome::code_needed:
      throw Error(ErrorKind::unauthorized, "auth.code_needed");
    case access::SignIn::Outcome::slow_down: {
      Response slow = http::problem(429, "auth.slow_down", context.request_id, context.language,
                                    [](std::string_view key, std::string_view language) {
                                      return i18n::Texts::standard().text(key, language);
                                    });
      slow.header("Retry-After", std::to_string(result.retry_after));
      return slow;
    }
    case access::SignIn::Outcome::signed_in:
      break;
  }
  return std::nullopt;
}

Response sign_in(network::Service& network, const Request& request, const Context& context) {
  const auto body = request.json_body({"login", "password", "code"});
  const auto result = network.access().sign_in(wanted_text(body, "login"), wanted_text(body, "password"),
                                               text_member(body, "code").value_or(""), request.peer());
  if (auto refused = refusal(result, context)) return std::move(*refused);
  const auto who = network.access().of_session(result.token);
  if (!who) throw Error(ErrorKind::unauthorized, "auth.refused");
  Response response = Response::json(session_json(network, *who));
  response.header("Set-Cookie", http::set_cookie(kSessionCookie, result.token, request.tls(), -1));
  return response;
}

Response confirm(access::Service& access, const Request& request, const Context& context) {
  const auto body = request.json_body({"password", "code"});
  const auto result =
      access.confirm(AccountId{context.who().account}, context.who().session, wanted_text(body, "password"),
                     text_member(body, "code").value_or(""), request.peer());
  // 403, not 401: a wrong password here does not end the session that asks.
  if (result.outcome == access::SignIn::Outcome::refused) throw Error(ErrorKind::forbidden, "auth.refused");
  if (result.outcome == access::SignIn::Outcome::code_needed)
    throw Error(ErrorKind::forbidden, "auth.code_needed");
  if (auto refused = refusal(result, context)) return std::move(*refused);
  return Response::empty();
}

}  // namespace

void add_session_routes(http::Router& router, network::Service& network) {
  access::Service& access = network.access();
  // Open: whoever signs in has no session yet.
  router.add(
      Method::post, "/api/v1/session", Policy::open().body(kSmallBody),
      [&network](const Request& request, Context& context) { return sign_in(network, request, context); });
  router.add(Method::get, "/api/v1/session", Policy::signed_in(),
             [&network, &access](const Request& request, Context&) {
               return Response::json(session_json(network, caller(access, request)));
             });
  router.add(Method::del, "/api/v1/session", Policy::signed_in(),
             [&access](const Request& request, Context& context) {
               access.sign_out(context.who().session);
               Response response = Response::empty();
               response.header("Set-Cookie", http::set_cookie(kSessionCookie, "", request.tls(), 0));
               return response;
             });
  router.add(Method::patch, "/api/v1/session/account", Policy::signed_in(),
             [&network, &access](const Request& request, Context& context) {
               const auto body = request.json_body({"language", "theme", "density"});
               access.change_settings(AccountId{context.who().account}, text_member(body, "language"),
                                      text_member(body, "theme"), text_member(body, "density"));
               return Response::json(session_json(network, caller(access, request)));
             });
  router.add(Method::post, "/api/v1/session/password", Policy::signed_in().body(kSmallBody),
             [&access](const Request& request, Context& context) {
               const auto body = request.json_body({"old", "new"});
               access.change_password(AccountId{context.who().account}, context.who().session,
                                      wanted_text(body, "old"), wanted_text(body, "new"));
               return Response::empty();
             });
  router.add(
      Method::post, "/api/v1/session/confirm", Policy::signed_in().body(kSmallBody),
      [&access](const Request& request, Context& context) { return confirm(access, request, context); });
  router.add(Method::post, "/api/v1/session/totp", Policy::signed_in().secret_answer(),
             [&access](const Request&, Context& context) {
               const auto offer = access.offer_totp(AccountId{context.who().account});
               return Response::json(json::Object{{"secret", offer.secret}, {"uri", offer.uri}});
             });
  router.add(Method::put, "/api/v1/session/totp", Policy::signed_in(),
             [&access](const Request& request, Context& context) {
               const auto body = request.json_body({"code"});
               access.confirm_totp(AccountId{context.who().account}, wanted_text(body, "code"));
               return Response::empty();
             });
}

}  // namespace aproape::api
