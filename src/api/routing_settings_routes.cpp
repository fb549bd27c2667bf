#include "api/body.hpp"
#include "api/case_json.hpp"
#include "api/work_routes.hpp"

namespace aproape::api {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

json::Object channel_body(const routing::ChannelSetting& one) {
  return {
      {"channel", routing::name_of(one.channel)},         {"capacity", one.capacity},
      {"lease_seconds", one.rules.lease / kSecond},       {"pause_on_miss", one.rules.pause_on_miss},
      {"cooldown_seconds", one.rules.cooldown / kSecond}, {"wrap_up_seconds", one.rules.wrap_up / kSecond}};
}

Response list_channels(const DeskServices& desk) {
  return desk.database.read([&](db::Tx& tx) {
    json::Array items;
    for (const routing::ChannelSetting& one : desk.routing.channels(tx))
      items.emplace_back(channel_body(one));
    return Response::json(list_of(std::move(items)));
  });
}

Response save_channel(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body(
      {"capacity", "lease_seconds", "pause_on_miss", "cooldown_seconds", "wrap_up_seconds"});
  const std::string name = request.param("channel");
  return desk.database.write([&](db::Tx& tx) {
    for (routing::ChannelSetting one : desk.routing.channels(tx)) {
      if (routing::name_of(one.channel) != name) continue;
      const auto seconds = [&](std::string_view member, Millis now) {
        return body.get_int(member, now / kSecond) * kSecond;
      };
      one.rules = {seconds("lease_seconds", one.rules.lease),
                   flag_member(body, "pause_on_miss").value_or(one.rules.pause_on_miss),
                   seconds("cooldown_seconds", one.rules.cooldown),
                   seconds("wrap_up_seconds", one.rules.wrap_up)};
      one.capacity = static_cast<int>(body.get_int("capacity", one.capacity));
      desk.routing.save_channel(tx, scope, one);
      return Response::json(channel_body(one));
    }
    throw Error(ErrorKind::not_found, "not_found");
  });
}

json::Object code_body(const routing::WrapUpCode& code) {
  return {{"code", code.code}, {"name_ro", code.name_ro}, {"name_en", code.name_en}, {"active", code.active}};
}

Response list_codes(const DeskServices& desk) {
  return desk.database.read([&](db::Tx& tx) {
    json::Array items;
    for (const routing::WrapUpCode& code : desk.routing.wrap_up_codes(tx))
      items.emplace_back(code_body(code));
    return Response::json(list_of(std::move(items)));
  });
}

Response save_code(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body({"name_ro", "name_en", "active"});
  const routing::WrapUpCode code{request.param("code"), wanted_text(body, "name_ro"),
                                 wanted_text(body, "name_en"), flag_member(body, "active").value_or(true)};
  return desk.database.write([&](db::Tx& tx) {
    desk.routing.save_wrap_up_code(tx, scope, code);
    return Response::json(code_body(code));
  });
}

// How often each code was given; the last 24 hours where no moment is named.
Response count_codes(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  const Millis now = desk.database.clock().now();
  const auto moment = [&](std::string_view name, Millis otherwise) {
    const auto text = request.query(name);
    if (!text) return otherwise;
    if (const auto at = from_rfc3339(*text)) return *at;
    throw Error("field.invalid", {{std::string(name), "field.invalid"}});
  };
  const Millis from = moment("from", now - kDay);
  const Millis to = moment("to", now + 1);
  return desk.database.read([&](db::Tx& tx) {
    json::Array items;
    for (const auto& [code, count] : desk.routing.wrap_up_counts(tx, scope, from, to))
      items.emplace_back(json::Object{{"code", or_null(code)}, {"count", count}});
    return Response::json(json::Object{
        {"items", std::move(items)}, {"next", nullptr}, {"from", to_rfc3339(from)}, {"to", to_rfc3339(to)}});
  });
}

}  // namespace

void add_routing_settings_routes(http::Router& router, const DeskServices& desk) {
  router.add(Method::get, "/api/v1/channels", Policy::needs("agent.read"),
             [desk](const Request&, Context&) { return list_channels(desk); });
  router.add(
      Method::put, "/api/v1/channels/{channel}", Policy::needs("agent.write"),
      [desk](const Request& request, Context& context) { return save_channel(desk, request, context); });
  router.add(Method::get, "/api/v1/wrap-up-codes", Policy::needs("case.write"),
             [desk](const Request&, Context&) { return list_codes(desk); });
  router.add(Method::put, "/api/v1/wrap-up-codes/{code}", Policy::needs("agent.write"),
             [desk](const Request& request, Context& context) { return save_code(desk, request, context); });
  router.add(
      Method::get, "/api/v1/wrap-ups", Policy::needs("agent.read"),
      [desk](const Request& request, Context& context) { return count_codes(desk, request, context); });
}

}  // namespace aproape::api
