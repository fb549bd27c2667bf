#include <charconv>

#include "api/article_json.hpp"
#include "api/article_routes.hpp"
#include "api/body.hpp"
#include "api/case_json.hpp"
#include "domain/knowledge/diff.hpp"
#include "domain/knowledge/document.hpp"

namespace aproape::api {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

constexpr std::size_t kMostDocument = 256 * 1024;

int number_of(const std::string& text, std::string_view field) {
  int number = 0;
  const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), number);
  if (error != std::errc() || end != text.data() + text.size() || number < 1)
    throw Error("field.invalid", {{std::string(field), "field.invalid"}});
  return number;
}

// A version with its document; the ETag is the article's, which every change wants back.
Response whole(db::Tx& tx, const DeskServices& desk, const knowledge::Version& version, int status = 200) {
  const knowledge::Entry entry = desk.knowledge.entry(tx, version.article.key);
  json::Object body = version_item(tx, desk, version);
  body.set("key", entry.key);
  body.set("document", knowledge::to_json(version.article));
  body.set("version", entry.version);
  return Response::json(json::Value(std::move(body)), status).version(entry.version);
}

// Articles with a version in work, or whose day of review has come.
Response list_work(const DeskServices& desk, const Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto now = desk.knowledge.in_force();
  const std::string today = to_rfc3339(desk.database.clock().now()).substr(0, 10);
  return desk.database.read([&](db::Tx& tx) {
    json::Array items;
    for (const knowledge::Entry& entry : desk.knowledge.entries(tx)) {
      const knowledge::Article* present = now->library.find(entry.key);
      const bool review = present != nullptr && present->review_by <= today;
      if (entry.open == 0 && !review) continue;
      json::Object item{
          {"key", entry.key}, {"version", entry.version}, {"review_due", review}, {"open", nullptr}};
      std::string title =
          present == nullptr ? entry.key : knowledge::show(*present, context.language, {}, {}).text.title;
      if (entry.open != 0) {
        const knowledge::Version open = desk.knowledge.version(tx, entry.key, entry.open);
        title = knowledge::show(open.article, context.language, {}, {}).text.title;
        item.set("open", version_item(tx, desk, open));
        const bool own =
            std::find(open.editors.begin(), open.editors.end(), scope.account()) != open.editors.end();
        item.set("may_approve", open.state == "submitted" && !own && scope.may("article.approve"));
      }
      item.set("title", title);
      items.emplace_back(std::move(item));
    }
    return Response::json(list_of(std::move(items)));
  });
}

Response list_versions(const DeskServices& desk, const Request& request) {
  return desk.database.read([&](db::Tx& tx) {
    const knowledge::Entry entry = desk.knowledge.entry(tx, request.param("key"));
    json::Array items;
    for (const knowledge::Version& version : desk.knowledge.versions(tx, entry.key))
      items.emplace_back(version_item(tx, desk, version));
    return Response::json(list_of(std::move(items))).version(entry.version);
  });
}

Response compare(const DeskServices& desk, const Request& request) {
  const int from = number_of(request.query_or("from", ""), "from");
  const int to = number_of(request.query_or("to", ""), "to");
  const std::string& key = request.param("key");
  return desk.database.read([&](db::Tx& tx) {
    const knowledge::Version before = desk.knowledge.version(tx, key, from);
    const knowledge::Version after = desk.knowledge.version(tx, key, to);
    json::Array parts;
    for (const knowledge::DiffPart& part : knowledge::diff(before.article, after.article)) {
      json::Array lines;
      for (const knowledge::DiffLine& line : part.lines)
        lines.emplace_back(json::Object{{"sign", std::string(1, line.sign)}, {"text", line.text}});
      parts.emplace_back(json::Object{{"path", part.path}, {"lines", std::move(lines)}});
    }
    return Response::json(json::Object{{"from", from}, {"to", to}, {"parts", std::move(parts)}});
  });
}

knowledge::Service::Draft draft_of(const json::Value& body) {
  knowledge::Service::Draft draft;
  draft.document = body["document"];
  draft.note = given_text(body, "note").value_or("");
  if (!draft.document.is_object()) throw Error("field.invalid", {{"document", "field.required"}});
  if (!body["confirmed"].is_null())
    for (const json::Value& language : body["confirmed"].as_array())
      draft.confirmed.push_back(language.as_string());
  return draft;
}

Response begin(const DeskServices& desk, const Request& request, const Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto draft = draft_of(request.json_body({"document", "note", "confirmed"}));
  return desk.database.write(
      [&](db::Tx& tx) { return whole(tx, desk, desk.knowledge.save_draft(tx, scope, 0, draft), 201); });
}

Response save(const DeskServices& desk, const Request& request, const Context& context) {
  const access::Scope scope = desk.scope(context);
  const auto draft = draft_of(request.json_body({"document", "note", "confirmed"}));
  if (draft.document.get_string("key") != request.param("key"))
    throw Error("field.invalid", {{"document.key", "field.invalid"}});
  return desk.database.write([&](db::Tx& tx) {
    return whole(tx, desk, desk.knowledge.save_draft(tx, scope, request.if_match(), draft));
  });
}

// POST /articles/{key}/submit, /return, /approve.
template <class Work>
http::RouteHandler on_draft(const DeskServices& desk, std::initializer_list<std::string_view> members,
                            Work work) {
  const std::vector<std::string_view> allowed(members);
  return [desk, allowed, work](const Request& request, Context& context) {
    const access::Scope scope = desk.scope(context);
    const json::Value body = allowed.empty() ? request.json_body({}) : request.json_body({allowed.front()});
    return desk.database.write([&](db::Tx& tx) {
      return whole(tx, desk, work(tx, scope, request.param("key"), request.if_match(), body));
    });
  };
}

}  // namespace

void add_article_work_routes(http::Router& router, const DeskServices& desk) {
  router.add(Method::get, "/api/v1/article-work", Policy::needs("article.read"),
             [desk](const Request&, Context& context) { return list_work(desk, context); });
  router.add(Method::get, "/api/v1/articles/{key}/versions", Policy::needs("article.read"),
             [desk](const Request& request, Context&) { return list_versions(desk, request); });
  router.add(Method::get, "/api/v1/articles/{key}/versions/{number}", Policy::needs("article.read"),
             [desk](const Request& request, Context&) {
               return desk.database.read([&](db::Tx& tx) {
                 const int number = number_of(request.param("number"), "number");
                 return whole(tx, desk, desk.knowledge.version(tx, request.param("key"), number));
               });
             });
  router.add(Method::get, "/api/v1/articles/{key}/diff", Policy::needs("article.read"),
             [desk](const Request& request, Context&) { return compare(desk, request); });
  router.add(Method::post, "/api/v1/articles", Policy::needs("article.write").body(kMostDocument),
             [desk](const Request& request, Context& context) { return begin(desk, request, context); });
  router.add(Method::put, "/api/v1/articles/{key}/draft", Policy::needs("article.write").body(kMostDocument),
             [desk](const Request& request, Context& context) { return save(desk, request, context); });
  router.add(Method::del, "/api/v1/articles/{key}/draft", Policy::needs("article.write"),
             [desk](const Request& request, Context& context) {
               const access::Scope scope = desk.scope(context);
               desk.database.write([&](db::Tx& tx) {
                 desk.knowledge.drop_draft(tx, scope, request.param("key"), request.if_match());
               });
               return Response::empty();
             });
  router.add(
      Method::post, "/api/v1/articles/{key}/submit", Policy::needs("article.write"),
      on_draft(desk, {},
               [desk](db::Tx& tx, const access::Scope& scope, const std::string& key, std::int64_t version,
                      const json::Value&) { return desk.knowledge.submit(tx, scope, key, version); }));
  router.add(Method::post, "/api/v1/articles/{key}/return", Policy::needs("article.approve"),
             on_draft(desk, {"reason"},
                      [desk](db::Tx& tx, const access::Scope& scope, const std::string& key,
                             std::int64_t version, const json::Value& body) {
                        return desk.knowledge.send_back(tx, scope, key, version, wanted_text(body, "reason"));
                      }));
  router.add(Method::post, "/api/v1/articles/{key}/approve", Policy::needs("article.approve"),
             on_draft(desk, {"publish_at"},
                      [desk](db::Tx& tx, const access::Scope& scope, const std::string& key,
                             std::int64_t version, const json::Value& body) {
                        return desk.knowledge.approve(tx, scope, key, version,
                                                      moment_member(body, "publish_at"));
                      }));
}

}  // namespace aproape::api
