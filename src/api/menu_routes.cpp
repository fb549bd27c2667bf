#include "api/menu_routes.hpp"

#include "api/body.hpp"
#include "api/case_json.hpp"
#include "api/idempotency.hpp"
#include "api/line_json.hpp"
#include "domain/telephony/action_json.hpp"

namespace aproape::api {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

Response menus(const DeskServices& desk, const Request&, Context&) {
  return desk.database.read([&](db::Tx& tx) {
    json::Array items;
    for (const telephony::Menu& menu : desk.telephony.menus(tx)) items.emplace_back(menu_json(menu));
    return Response::json(list_of(std::move(items)));
  });
}

Response save_menu(const DeskServices& desk, const Request& request, Context& context, telephony::MenuId id) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body({"code", "name", "prompt", "options", "otherwise"});
  telephony::Menu what;
  what.id = id;
  what.code = given_text(body, "code").value_or("");
  what.name = given_text(body, "name").value_or("");
  what.prompt = telephony::spoken_from_json(body["prompt"]);
  what.options = telephony::options_from_json(body["options"]);
  what.otherwise = telephony::action_from_json(body["otherwise"]);
  if (!id.empty()) what.version = request.if_match();
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    const telephony::Menu saved = desk.telephony.save(tx, scope, what);
    return Response::json(menu_json(saved), id.empty() ? 201 : 200).version(saved.version);
  });
}

Response announcements(const DeskServices& desk, const Request&, Context& context) {
  const auto directory = desk.network.directory();
  return desk.database.read([&](db::Tx& tx) {
    json::Array items;
    for (const telephony::Announcement& item : desk.telephony.announcements(tx))
      items.emplace_back(announcement_json(item, *directory, context.language));
    return Response::json(list_of(std::move(items)));
  });
}

Response save_announcement(const DeskServices& desk, const Request& request, Context& context,
                           telephony::AnnouncementId id) {
  const access::Scope scope = desk.scope(context);
  const auto directory = desk.network.directory();
  const json::Value body = request.json_body({"line", "unit", "country", "texts", "from", "until"});
  telephony::Announcement what;
  what.id = id;
  what.line = id_member<telephony::LineId>(body, "line");
  what.unit = unit_member(desk, body, "unit");
  what.country = given_text(body, "country").value_or("");
  what.texts = telephony::spoken_from_json(body["texts"]);
  what.from = moment_member(body, "from").value_or(desk.database.clock().now());
  what.until = moment_member(body, "until");
  if (!id.empty()) what.version = request.if_match();
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    const telephony::Announcement saved = desk.telephony.save(tx, scope, what);
    return Response::json(announcement_json(saved, *directory, context.language), id.empty() ? 201 : 200)
        .version(saved.version);
  });
}

Response trunks(const DeskServices& desk, const Request&, Context&) {
  return desk.database.read([&](db::Tx& tx) {
    json::Array items;
    for (const telephony::Trunk& trunk : desk.telephony.trunks(tx)) items.emplace_back(trunk_json(trunk));
    return Response::json(list_of(std::move(items)));
  });
}

Response save_trunk(const DeskServices& desk, const Request& request, Context& context,
                    telephony::TrunkId id) {
  const access::Scope scope = desk.scope(context);
  const json::Value body =
      request.json_body({"name", "host", "login", "secret", "registers", "prefixes", "allow"});
  telephony::Trunk what;
  what.id = id;
  what.name = given_text(body, "name").value_or("");
  what.host = given_text(body, "host").value_or("");
  what.login = given_text(body, "login").value_or("");
  what.registers = flag_member(body, "registers").value_or(false);
  what.prefixes = texts_member(body, "prefixes");
  what.allow = texts_member(body, "allow");
  const auto secret = given_text(body, "secret");
  if (!id.empty()) what.version = request.if_match();
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    const telephony::Trunk saved = desk.telephony.save(tx, scope, what, secret);
    return Response::json(trunk_json(saved), id.empty() ? 201 : 200).version(saved.version);
  });
}

Response remove_trunk(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  desk.database.write(
      [&](db::Tx& tx) { desk.telephony.remove(tx, scope, telephony::TrunkId{request.id_param()}); });
  return Response::empty();
}

}  // namespace

void add_menu_routes(http::Router& router, const DeskServices& desk) {
  const auto add = [&](Method method, std::string pattern, std::string_view permission, auto handler) {
    router.add(method, std::move(pattern), Policy::needs(std::string(permission)),
               [desk, handler](const Request& request, Context& context) {
                 return handler(desk, request, context);
               });
  };
  const auto add_saves = [&](const std::string& path, std::string_view permission, auto handler, auto none) {
    add(Method::post, path, permission,
        [handler, none](const DeskServices& services, const Request& request, Context& context) {
          return handler(services, request, context, none);
        });
    add(Method::put, path + "/{id}", permission,
        [handler](const DeskServices& services, const Request& request, Context& context) {
          return handler(services, request, context, decltype(none){request.id_param()});
        });
  };
  add(Method::get, "/api/v1/menus", "line.read", menus);
  add_saves("/api/v1/menus", "line.write", save_menu, telephony::MenuId{});
  add(Method::get, "/api/v1/announcements", "line.read", announcements);
  add_saves("/api/v1/announcements", "announcement.write", save_announcement, telephony::AnnouncementId{});
  add(Method::get, "/api/v1/trunks", "settings.write", trunks);
  add_saves("/api/v1/trunks", "settings.write", save_trunk, telephony::TrunkId{});
  add(Method::del, "/api/v1/trunks/{id}", "settings.write", remove_trunk);
}

}  // namespace aproape::api
