#include "api/mailbox_routes.hpp"

#include "base/error.hpp"
#include "http/cursor.hpp"

namespace aproape::api {
namespace {

using http::Method;
using http::Policy;

json::Value to_json(const mail::Mailbox& box) {
  return json::Object{{"id", box.id.str()},
                      {"name", box.name},
                      {"host", box.host},
                      {"port", box.port},
                      {"tls", box.tls},
                      {"login", box.login},
                      {"folder", box.folder},
                      {"unit", box.unit.empty() ? json::Value() : json::Value(box.unit.str())},
                      {"enabled", box.enabled},
                      {"state", box.state},
                      {"last_error", box.last_error.empty() ? json::Value() : json::Value(box.last_error)},
                      {"last_at", box.last_at ? json::Value(to_rfc3339(*box.last_at)) : json::Value()}};
}

mail::Mailboxes::Fields read_fields(const http::Request& request) {
  const auto body =
      request.json_body({"name", "host", "port", "tls", "login", "password", "folder", "unit", "enabled"});
  const auto text = [&body](std::string_view name) -> std::optional<std::string> {
    const auto* value = body.as_object().find(name);
    if (value == nullptr || value->is_null()) return std::nullopt;
    return value->as_string();
  };
  mail::Mailboxes::Fields fields;
  fields.name = text("name");
  fields.host = text("host");
  fields.tls = text("tls");
  fields.login = text("login");
  fields.password = text("password");
  fields.folder = text("folder");
  if (!body["port"].is_null()) fields.port = body["port"].as_int();
  if (!body["enabled"].is_null()) fields.enabled = body["enabled"].as_bool();
  if (const auto* unit = body.as_object().find("unit")) {
    const auto id = unit->is_null() ? std::optional(UnitId{}) : parse<UnitId>(unit->as_string());
    if (!id) throw Error("field.invalid", {{"unit", "field.choice"}});
    fields.unit = *id;
  }
  return fields;
}

}  // namespace

void add_mailbox_routes(http::Router& router, access::Service& access, mail::Mailboxes& mailboxes,
                        const i18n::Texts& texts) {
  const auto scope_of = [&access](http::Context& context) {
    return access.scope(AccountId{context.who().account});
  };
  router.add(Method::get, "/api/v1/mailboxes", Policy::needs("settings.write"),
             [&mailboxes](const http::Request&, http::Context&) {
               json::Array items;  // tens at most: one page
               for (const auto& box : mailboxes.list()) items.push_back(to_json(box));
               return http::Response::json(http::list_body(std::move(items), std::nullopt));
             });
  router.add(Method::post, "/api/v1/mailboxes", Policy::needs("settings.write"),
             [&mailboxes, scope_of](const http::Request& request, http::Context& context) {
               return http::Response::json(to_json(mailboxes.add(scope_of(context), read_fields(request))),
                                           201);
             });
  router.add(Method::patch, "/api/v1/mailboxes/{id}", Policy::needs("settings.write"),
             [&mailboxes, scope_of](const http::Request& request, http::Context& context) {
               return http::Response::json(to_json(mailboxes.change(
                   scope_of(context), mail::MailboxId{request.id_param()}, 0, read_fields(request))));
             });
  router.add(Method::del, "/api/v1/mailboxes/{id}", Policy::needs("settings.write"),
             [&mailboxes, scope_of](const http::Request& request, http::Context& context) {
               mailboxes.remove(scope_of(context), mail::MailboxId{request.id_param()});
               return http::Response::empty();
             });
  router.add(
      Method::post, "/api/v1/mailboxes/{id}/test", Policy::needs("settings.write"),
      [&mailboxes, &texts](const http::Request& request, http::Context& context) {
        const auto probe = mailboxes.test(mail::MailboxId{request.id_param()});
        const json::Object body{
            {"ok", probe.ok},
            {"detail", probe.ok ? json::Value() : json::Value(texts.text(probe.error, context.language))}};
        return http::Response::json(json::Value(body));
      });
}

}  // namespace aproape::api
