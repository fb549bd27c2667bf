#include "api/reply_routes.hpp"

#include "api/case_json.hpp"
#include "api/idempotency.hpp"

namespace aproape::api {
namespace {

// "Ana Popescu <ana@example.org>", a bare address, or {"name","address"}.
contacts::Address address_of(const json::Value& value) {
  if (value.is_object()) return {value.get_string("name"), value.get_string("address")};
  const std::string& text = value.as_string();
  const std::size_t open = text.rfind('<');
  if (open == std::string::npos || !text.ends_with('>')) return {{}, text};
  std::string name = text.substr(0, open);
  while (!name.empty() && (name.back() == ' ' || name.back() == '"')) name.pop_back();
  if (name.starts_with('"')) name.erase(0, 1);
  return {name, text.substr(open + 1, text.size() - open - 2)};
}

std::vector<contacts::Address> addresses(const json::Value& value) {
  std::vector<contacts::Address> list;
  if (value.is_null()) return list;
  for (const json::Value& item : value.as_array()) list.push_back(address_of(item));
  return list;
}

http::Response reply(const DeskServices& desk, const http::Request& request, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body({"channel", "plain", "text", "html", "to", "cc", "subject",
                                              "language", "attachments", "template", "then", "delay"});
  messages::Service::Reply reply;
  reply.channel = body.get_string("channel", "mail");
  reply.plain = body.get_bool("plain", true);
  reply.text = body.get_string("text");
  reply.html = body.get_string("html");
  reply.to = addresses(body["to"]);
  reply.cc = addresses(body["cc"]);
  reply.subject = body.get_string("subject");
  reply.language = body.get_string("language");
  reply.then = body.get_string("then", "keep");
  const std::int64_t delay = body.get_int("delay", 10);
  if (delay < 0 || delay > 60) throw Error("field.invalid", {{"delay", "field.invalid"}});
  reply.delay = static_cast<int>(delay);
  if (!body["attachments"].is_null()) {
    for (const json::Value& item : body["attachments"].as_array()) {
      const auto id = parse<messages::UploadId>(item.as_string());
      if (!id) throw Error("field.invalid", {{"attachments", "upload.not_found"}});
      reply.attachments.push_back(*id);
    }
  }
  // What cancel() gives back: the same members as a draft has.
  json::Object draft{{"kind", "reply"}};
  for (const std::string_view name : {"text", "html", "to", "cc", "subject", "language", "attachments"})
    // The number of an SMS is no address for a mail.
    if (!body[name].is_null() && (name != "to" || reply.channel == "mail"))
      draft.set(std::string(name), body[name]);
  reply.draft = json::write(draft);
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    const CaseId id = case_param(tx, desk, scope, request);
    const messages::Service::Queued queued = desk.messages.reply(tx, scope, id, request.if_match(), reply);
    return http::Response::json(
               json::Object{{"id", queued.message.id.str()},
                            {"send_at", to_rfc3339(queued.message.next_at)},
                            {"case", case_body(tx, desk, scope, queued.changed, context.language)}},
               202)
        .version(queued.changed.version);
  });
}

}  // namespace

void add_reply_routes(http::Router& router, const DeskServices& desk) {
  router.add(
      http::Method::post, "/api/v1/cases/{id}/replies", http::Policy::needs("case.reply").body(3U << 20U),
      [desk](const http::Request& request, http::Context& context) { return reply(desk, request, context); });
}

}  // namespace aproape::api
