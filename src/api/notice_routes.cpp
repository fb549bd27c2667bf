#include "api/notice_routes.hpp"

#include "api/body.hpp"
#include "api/case_json.hpp"
#include "api/feed_cursor.hpp"
#include "http/cursor.hpp"

namespace aproape::api {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

json::Object body_of(db::Tx& tx, const DeskServices& desk, const access::Scope& scope,
                     const collaboration::Notice& notice) {
  const cases::Case c = desk.cases.get(tx, scope, notice.case_id);
  json::Value actor;
  if (!notice.actor.empty()) actor = json::Object{{"id", notice.actor.str()}, {"name", notice.actor_name}};
  return {{"id", notice.id.str()},
          {"kind", notice.kind},
          {"detail", text_or_null(notice.detail)},
          {"case", json::Object{{"id", c.id.str()}, {"number", c.number}, {"subject", c.subject}}},
          {"actor", actor},
          {"at", to_rfc3339(notice.at)},
          {"read_at", moment_or_null(notice.read_at)}};
}

Response list(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  collaboration::NoticeId before;
  if (const auto cursor = request.query("cursor"))
    before = collaboration::NoticeId{http::decode_cursor("notices", *cursor, 1)[0]};
  const bool unread = request.query_or("unread", "false") == "true";
  std::size_t shown = 0;
  Response answer = desk.database.read([&](db::Tx& tx) {
    const int limit = request.limit();
    auto notices = desk.collaboration.notices(tx, scope, unread, before, limit + 1);
    std::optional<std::string> next;
    if (notices.size() > static_cast<std::size_t>(limit)) {
      notices.resize(static_cast<std::size_t>(limit));
      next = http::encode_cursor("notices", {notices.back().id.value});
    }
    json::Array items;
    for (const auto& notice : notices) items.emplace_back(body_of(tx, desk, scope, notice));
    shown = items.size();
    json::Object body{{"items", std::move(items)},
                      {"next", next ? json::Value(*next) : json::Value()},
                      {"unread", desk.collaboration.unread(tx, scope)}};
    return Response::json(std::move(body)).header("Aproape-Cursor", feed_cursor(tx));
  });
  desk.audit.note_list(audit::Actor(scope),
                       {"case", "notice.list", {{"cursor", request.query_or("cursor", "")}}, {}, shown});
  return answer;
}

Response read_one(const DeskServices& desk, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  desk.database.write([&](db::Tx& tx) {
    desk.collaboration.mark_read(tx, scope, collaboration::NoticeId{request.id_param()});
  });
  return Response::empty();
}

Response read_all(const DeskServices& desk, const Request&, Context& context) {
  const access::Scope scope = desk.scope(context);
  desk.database.write([&](db::Tx& tx) { desk.collaboration.mark_all_read(tx, scope); });
  return Response::empty();
}

}  // namespace

void add_notice_routes(http::Router& router, const DeskServices& desk) {
  const auto add = [&](Method method, std::string pattern, auto handler) {
    router.add(method, std::move(pattern), Policy::needs("case.read"),
               [desk, handler](const Request& request, Context& context) {
                 return handler(desk, request, context);
               });
  };
  add(Method::get, "/api/v1/notices", list);
  add(Method::post, "/api/v1/notices/read", read_all);
  add(Method::post, "/api/v1/notices/{id}/read", read_one);
}

}  // namespace aproape::api
