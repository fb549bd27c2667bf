#include "api/draft_routes.hpp"

#include "api/case_json.hpp"
#include "api/upload_routes.hpp"

namespace aproape::api {
namespace {

using http::Method;
using http::Request;
using http::Response;

// The uploads among the attachments: whoever comes back to the draft sees its files. One that is gone is left
// out.
json::Array files_of(const DeskServices& desk, db::Tx& tx, const access::Scope& scope,
                     const json::Value& attachments) {
  json::Array files;
  for (const json::Value& item : attachments.as_array()) {
    const auto id = parse<messages::UploadId>(item.as_string());
    const auto found = id ? desk.messages.upload(tx, scope, *id) : std::nullopt;
    if (found) files.push_back(upload_json(*found));
  }
  return files;
}

json::Value draft_body(const DeskServices& desk, db::Tx& tx, const access::Scope& scope,
                       const cases::Draft& d) {
  const json::Value attachments = json::parse(d.attachments);
  return json::Object{{"kind", d.kind},
                      {"text", d.text},
                      {"html", d.html},
                      {"to", json::parse(d.to)},
                      {"cc", json::parse(d.cc)},
                      {"subject", d.subject},
                      {"language", d.language},
                      {"attachments", attachments},
                      {"files", files_of(desk, tx, scope, attachments)},
                      {"updated_at", to_rfc3339(d.at)}};
}

// A list as it came, once it is sure that it is one of texts.
std::string list_text(const json::Value& body, std::string_view name) {
  const json::Value& value = body[name];
  if (value.is_null()) return "[]";
  for (const json::Value& item : value.as_array()) (void)item.as_string();
  return json::write(value);
}

Response get(const DeskServices& desk, const Request& request, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  return desk.database.read([&](db::Tx& tx) {
    const auto draft = desk.cases.draft(tx, scope, case_param(tx, desk, scope, request));
    if (!draft) throw Error(ErrorKind::not_found, "draft.not_found");
    return Response::json(draft_body(desk, tx, scope, *draft));
  });
}

Response put(const DeskServices& desk, const Request& request, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body =
      request.json_body({"kind", "text", "html", "to", "cc", "subject", "language", "attachments"});
  const cases::Draft draft{body.get_string("kind", "reply"),
                           body.get_string("text"),
                           body.get_string("html"),
                           list_text(body, "to"),
                           list_text(body, "cc"),
                           body.get_string("subject"),
                           body.get_string("language"),
                           list_text(body, "attachments"),
                           0};
  return desk.database.write([&](db::Tx& tx) {
    const CaseId id = case_param(tx, desk, scope, request);
    desk.cases.save_draft(tx, scope, id, draft);
    return Response::json(draft_body(desk, tx, scope, *desk.cases.draft(tx, scope, id)));
  });
}

Response drop(const DeskServices& desk, const Request& request, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  desk.database.write(
      [&](db::Tx& tx) { desk.cases.drop_draft(tx, scope, case_param(tx, desk, scope, request)); });
  return Response::empty();
}

}  // namespace

void add_draft_routes(http::Router& router, const DeskServices& desk) {
  const auto add = [&](Method method, auto handler) {
    router.add(method, "/api/v1/cases/{id}/draft", http::Policy::needs("case.reply").body(3U << 20U),
               [desk, handler](const Request& request, http::Context& context) {
                 return handler(desk, request, context);
               });
  };
  add(Method::get, get);
  add(Method::put, put);
  add(Method::del, drop);
}

}  // namespace aproape::api
