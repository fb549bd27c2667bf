#include "api/quarantine_routes.hpp"

#include "http/cursor.hpp"

namespace aproape::api {
namespace {

using http::Method;
using http::Policy;

constexpr std::string_view kCursor = "quarantine";

json::Value text_or_null(const std::string& text) {
  return text.empty() ? json::Value() : json::Value(text);
}

json::Value to_json(const mail::IntakeRecord& record) {
  json::Array flags;
  for (const auto& flag : record.flags) flags.emplace_back(flag);
  const std::string& from = record.shown_from.empty() ? record.sender : record.shown_from;
  std::string to = record.shown_to;
  if (to.empty() && !record.recipients.empty()) to = record.recipients.front();
  return json::Object{
      {"id", record.id.str()},
      {"at", to_rfc3339(record.received_at)},
      {"reason", record.reason},
      {"from", text_or_null(from)},
      {"to", text_or_null(to)},
      {"subject", text_or_null(record.shown_subject)},
      {"size", record.size},
      {"route", text_or_null(record.route)},
      {"state", record.state},
      {"flags", std::move(flags)},
      {"sender_check", record.sender_check.empty() ? json::Value() : json::parse(record.sender_check)}};
}

}  // namespace

void add_quarantine_routes(http::Router& router, access::Service& access, mail::Quarantine& quarantine) {
  const auto scope_of = [&access](http::Context& context) {
    return access.scope(AccountId{context.who().account});
  };
  router.add(Method::get, "/api/v1/quarantine", Policy::needs("quarantine.read"),
             [&quarantine, scope_of](const http::Request& request, http::Context& context) {
               const auto cursor = request.query("cursor");
               const IntakeId before{cursor ? http::decode_cursor(kCursor, *cursor, 1).front() : 0};
               const int limit = request.limit();
               auto records =
                   quarantine.list(scope_of(context), request.query_or("state", ""), before, limit + 1);
               std::optional<std::string> next;
               if (records.size() > static_cast<std::size_t>(limit)) {
                 records.resize(static_cast<std::size_t>(limit));
                 next = http::encode_cursor(kCursor, {records.back().id.value});
               }
               json::Array items;
               for (const auto& record : records) items.push_back(to_json(record));
               return http::Response::json(http::list_body(std::move(items), std::move(next)));
             });
  router.add(
      Method::get, "/api/v1/quarantine/{id}", Policy::needs("quarantine.read"),
      [&quarantine, scope_of](const http::Request& request, http::Context& context) {
        return http::Response::json(to_json(quarantine.get(scope_of(context), IntakeId{request.id_param()})));
      });
  router.add(Method::get, "/api/v1/quarantine/{id}/raw", Policy::needs("quarantine.read"),
             [&quarantine, scope_of](const http::Request& request, http::Context& context) {
               // Hostile bytes: plain text in a file to save, never something that a browser draws.
               auto response =
                   http::Response::text(quarantine.raw(scope_of(context), IntakeId{request.id_param()}),
                                        "text/plain; charset=us-ascii");
               response.header("Content-Disposition", "attachment; filename=\"message.eml\"");
               return response;
             });
  router.add(Method::post, "/api/v1/quarantine/{id}/reparse", Policy::needs("quarantine.write"),
             [&quarantine, scope_of](const http::Request& request, http::Context& context) {
               return http::Response::json(
                   to_json(quarantine.reparse(scope_of(context), IntakeId{request.id_param()})));
             });
  router.add(Method::post, "/api/v1/quarantine/{id}/release", Policy::needs("quarantine.write"),
             [&quarantine, scope_of](const http::Request& request, http::Context& context) {
               return http::Response::json(
                   to_json(quarantine.release(scope_of(context), IntakeId{request.id_param()})));
             });
  router.add(Method::post, "/api/v1/quarantine/{id}/discard", Policy::needs("quarantine.write"),
             [&quarantine, scope_of](const http::Request& request, http::Context& context) {
               const auto body = request.json_body({"reason"});
               return http::Response::json(to_json(quarantine.discard(
                   scope_of(context), IntakeId{request.id_param()}, body.get_string("reason"))));
             });
  router.add(
      Method::post, "/api/v1/attachments/{id}/release", Policy::needs("quarantine.write"),
      [&quarantine, scope_of](const http::Request& request, http::Context& context) {
        const auto body = request.json_body({"reason"});
        quarantine.release_attachment(scope_of(context), contacts::AttachmentId{request.id_param()},
                                      body.get_string("reason"));
        return http::Response::json(json::Object{{"id", request.param("id")}, {"scan", "not_scanned"}});
      });
}

}  // namespace aproape::api
