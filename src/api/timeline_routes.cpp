#include "api/timeline_routes.hpp"

#include <algorithm>
#include <limits>

#include "api/case_json.hpp"
#include "api/feed_cursor.hpp"
#include "api/file_links.hpp"

namespace aproape::api {
namespace {

struct Line {
  Millis at = 0;
  std::int64_t id = 0;
  json::Value body;
};

json::Value named(std::int64_t id, std::string_view name) {
  return json::Object{{"id", std::to_string(id)}, {"name", name}};
}

json::Value attachment_body(const DeskServices& desk, AccountId reader, const contacts::Attachment& a) {
  const bool open = a.scan == "clean";
  const bool previewable = a.type == "application/pdf" || a.type == "image/png" || a.type == "image/jpeg" ||
                           a.type == "image/gif" || a.type == "image/webp" || a.type == "text/plain";
  const bool readable = open || a.scan == "not_scanned";
  json::Array flags;
  for (const std::string& flag : a.flags) flags.emplace_back(flag);
  using Kind = FileTarget::Kind;
  // What no scanner saw has an address that asks again; what is pending, infected or blocked has none that
  // works.
  return json::Object{
      {"id", a.id.str()},
      {"name", a.name},
      {"type", a.type},
      {"size", a.size},
      {"sha256", a.sha256},
      {"url", desk.links.url({Kind::attachment, a.id.value, false, false, reader})},
      {"preview_url", previewable && readable
                          ? json::Value(desk.links.url({Kind::attachment, a.id.value, true, false, reader}))
                          : nullptr},
      {"scan", a.scan},
      {"inline", a.inline_part},
      {"flags", std::move(flags)}};
}

json::Value state_body(db::Tx& tx, const DeskServices& desk, MessageId id) {
  if (id.empty()) return nullptr;
  const messages::Message m = desk.messages.get(tx, access::Scope::system("timeline.state"), id);
  const bool waits = m.status == "queued" || m.status == "delayed" || m.status == "held";
  const bool has_time = waits && m.next_at != std::numeric_limits<std::int64_t>::max();
  return json::Object{{"status", m.status},
                      {"at", to_rfc3339(m.changed_at)},
                      {"reason", text_or_null(m.last_error)},
                      {"maybe_sent", m.maybe_sent},
                      {"send_at", has_time ? json::Value(to_rfc3339(m.next_at)) : nullptr}};
}

json::Value contact_body(db::Tx& tx, const DeskServices& desk, AccountId reader, const contacts::Contact& c) {
  json::Array attachments, flags;
  for (const contacts::Attachment& a : c.attachments) attachments.push_back(attachment_body(desk, reader, a));
  for (const std::string& flag : c.flags) flags.emplace_back(flag);
  json::Value author;
  if (!c.author.empty()) {
    const auto account = desk.access.find(tx, c.author);
    author = named(c.author.value, account ? account->name : std::string());
  }
  return json::Object{
      {"kind", "contact"},
      {"id", c.id.str()},
      {"at", to_rfc3339(c.at)},
      {"channel", c.channel},
      {"direction", c.direction == contacts::Direction::in ? "in" : "out"},
      {"from", json::Object{{"name", c.from.name}, {"address", c.from.address}}},
      {"to", address_list(c.to)},
      {"cc", address_list(c.cc)},
      {"subject", c.subject},
      {"text", c.text},
      {"html_url", c.html.empty() ? json::Value()
                                  : json::Value(desk.links.url(
                                        {FileTarget::Kind::contact_html, c.id.value, true, false, reader}))},
      {"remote_content", c.remote_content},
      {"attachments", std::move(attachments)},
      {"automatic", c.automatic},
      {"flags", std::move(flags)},
      {"state", state_body(tx, desk, c.message)},
      {"author", author},
      {"threaded_by", text_or_null(c.threaded_by)},
      {"message", c.message.empty() ? json::Value() : json::Value(c.message.str())}};
}

http::Response timeline(const DeskServices& desk, const http::Request& request, http::Context& context) {
  const access::Scope scope = desk.scope(context);
  CaseId id;
  http::Response response = desk.database.read([&](db::Tx& tx) {
    id = case_param(tx, desk, scope, request);
    std::vector<Line> lines;
    for (const contacts::Contact& c : desk.cases.contacts(tx, scope, id))
      lines.push_back({c.at, c.id.value, contact_body(tx, desk, scope.account(), c)});
    for (const cases::Note& n : desk.cases.notes(tx, scope, id))
      lines.push_back({n.at, n.id.value,
                       json::Object{{"kind", "note"},
                                    {"id", n.id.str()},
                                    {"at", to_rfc3339(n.at)},
                                    {"text", n.text},
                                    {"author", named(n.author.value, n.author_name)}}});
    for (const cases::Entry& e : desk.cases.history(tx, scope, id))
      lines.push_back(
          {e.at, e.id,
           json::Object{{"kind", "event"},
                        {"id", std::to_string(e.id)},
                        {"at", to_rfc3339(e.at)},
                        {"type", e.type},
                        {"actor", e.actor.empty() ? json::Value() : named(e.actor.value, e.actor_name)},
                        {"data", json::parse(e.data)}}});
    std::stable_sort(lines.begin(), lines.end(),
                     [](const Line& a, const Line& b) { return a.at != b.at ? a.at < b.at : a.id < b.id; });
    json::Array items;
    for (Line& line : lines) items.push_back(std::move(line.body));
    http::Response answer = http::Response::json(json::Object{{"items", std::move(items)}});
    return answer.header("Aproape-Cursor", feed_cursor(tx));
  });
  desk.audit.note_read(audit::Actor(scope), "case", id.value, "case.timeline");
  return response;
}

}  // namespace

void add_timeline_routes(http::Router& router, const DeskServices& desk) {
  router.add(http::Method::get, "/api/v1/cases/{id}/timeline", http::Policy::needs("case.read"),
             [desk](const http::Request& request, http::Context& context) {
               return timeline(desk, request, context);
             });
}

}  // namespace aproape::api
