#include "api/outbox_routes.hpp"

#include "http/cursor.hpp"

namespace aproape::api {
namespace {

using http::Method;
using http::Policy;

constexpr std::string_view kCursor = "outbox";

std::string recipients(const messages::Message& message) {
  std::string out;
  for (const auto* list : {&message.to, &message.cc}) {
    for (const auto& address : *list) out += (out.empty() ? "" : ", ") + address.address;
  }
  return out;
}

json::Object to_json(const messages::Message& message) {
  const json::Object of_case{{"id", message.case_id.str()}, {"number", message.case_number}};
  const bool waits = message.status == "queued" || message.status == "delayed";
  return json::Object{
      {"id", message.id.str()},
      {"case", message.case_id.empty() ? json::Value() : json::Value(of_case)},
      {"to", recipients(message)},
      {"subject", message.subject},
      {"kind", message.kind},
      {"channel", message.channel},
      {"status", message.status},
      {"attempts", message.attempts},
      {"next_at", waits && message.next_at > 0 ? json::Value(to_rfc3339(message.next_at)) : json::Value()},
      {"last_error", message.last_error.empty() ? json::Value() : json::Value(message.last_error)},
      {"created_at", to_rfc3339(message.created_at)}};
}

}  // namespace

void add_outbox_routes(http::Router& router, access::Service& access, audit::Service& audit,
                       messages::Service& messages, mail::MailChannel& channel, db::Database& database) {
  const auto scope_of = [&access](http::Context& context) {
    return access.scope(AccountId{context.who().account});
  };
  router.add(Method::get, "/api/v1/outbox", Policy::needs("outbox.read"),
             [&, scope_of](const http::Request& request, http::Context& context) {
               const auto scope = scope_of(context);
               const auto cursor = request.query("cursor");
               const MessageId before{cursor ? http::decode_cursor(kCursor, *cursor, 1).front() : 0};
               const int limit = request.limit();
               auto list = database.read([&](db::Tx& tx) {
                 return messages.list(tx, scope, request.query_or("status", ""), before, limit + 1);
               });
               std::optional<std::string> next;
               if (list.size() > static_cast<std::size_t>(limit)) {
                 list.resize(static_cast<std::size_t>(limit));
                 next = http::encode_cursor(kCursor, {list.back().id.value});
               }
               json::Array items;
               for (const auto& message : list) items.emplace_back(to_json(message));
               audit.note_list(scope,
                               {"message",
                                "outbox.list",
                                {{"status", request.query_or("status", "")}, {"cursor", cursor.value_or("")}},
                                {},
                                items.size()});
               auto body = http::list_body(std::move(items), std::move(next));
               const std::string relay = channel.relay();
               body.as_object().set("relay", relay.empty() ? json::Value() : json::Value(relay));
               return http::Response::json(body);
             });
  router.add(Method::get, "/api/v1/outbox/{id}", Policy::needs("outbox.read"),
             [&, scope_of](const http::Request& request, http::Context& context) {
               const auto scope = scope_of(context);
               const auto message = database.read(
                   [&](db::Tx& tx) { return messages.get(tx, scope, MessageId{request.id_param()}); });
               audit.note_read(scope, "message", message.id.value, "outbox.raw");
               auto body = to_json(message);
               body.set("raw", message.channel == "mail" ? channel.writer().write(message) : message.text);
               return http::Response::json(json::Value(std::move(body)));
             });
  router.add(Method::post, "/api/v1/outbox/{id}/retry", Policy::needs("outbox.write"),
             [&, scope_of](const http::Request& request, http::Context& context) {
               const auto scope = scope_of(context);
               const MessageId id{request.id_param()};
               const auto message = database.write([&](db::Tx& tx) {
                 messages.retry(tx, scope, id);
                 return messages.get(tx, scope, id);
               });
               return http::Response::json(json::Value(to_json(message)));
             });
}

}  // namespace aproape::api
