#include "api/counter_routes.hpp"

#include "api/body.hpp"
#include "api/case_json.hpp"
#include "api/idempotency.hpp"
#include "api/new_case.hpp"
#include "http/cursor.hpp"

namespace aproape::api {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

counter::NewEntry entry_member(const DeskServices& desk, const json::Value& body) {
  counter::NewEntry what;
  what.channel = body.get_string("channel");
  what.unit = unit_member(desk, body, "unit");
  what.subject = body.get_string("subject");
  what.text = body.get_string("text");
  what.language = body.get_string("language");
  what.category = body.get_string("category");
  what.subcategory = body.get_string("subcategory");
  what.urgency = body.get_string("urgency", "P3");
  what.received_at = moment_member(body, "received_at").value_or(0);
  what.written_on = body.get_string("written_on");
  what.registered_on = body.get_string("registered_on");
  what.take = flag_member(body, "take").value_or(false);
  if (!body["scans"].is_null()) {
    for (const json::Value& item : body["scans"].as_array()) {
      const auto id = parse<messages::UploadId>(item.as_string());
      if (!id) throw Error("field.invalid", {{"scans", "upload.not_found"}});
      what.scans.push_back(*id);
    }
  }
  return what;
}

// What is printed: it names the case, and the legal terms that run in it.
json::Object entry_body(db::Tx& tx, const DeskServices& desk, const counter::Entry& entry,
                        std::string_view language) {
  const auto eyes = access::Scope::system("counter.receipt");
  const cases::Case c = desk.cases.get(tx, eyes, entry.case_id);
  const auto contact = desk.contacts.find(tx, entry.contact);
  const auto account = desk.access.find(tx, entry.entered_by);
  const network::Unit* unit = desk.network.directory()->unit(entry.unit);
  json::Array scans, terms;
  for (const contacts::Attachment& scan : contact->attachments)
    scans.emplace_back(json::Object{{"name", scan.name}, {"size", scan.size}});
  for (const deadlines::Explained& one : desk.cases.clocks(tx, eyes, entry.case_id)) {
    if (one.rule.kind != deadlines::Kind::legal || !one.clock.live()) continue;
    terms.emplace_back(json::Object{{"name", language == "ro" ? one.rule.name_ro : one.rule.name_en},
                                    {"due_at", moment_or_null(one.clock.due_at)},
                                    {"basis", one.rule.basis}});
  }
  json::Value unit_body;
  if (unit != nullptr)
    unit_body = json::Object{{"id", unit->id.str()},
                             {"code", unit->code},
                             {"name", language == "ro" ? unit->name_ro : unit->name_en}};
  return {
      {"id", entry.contact.str()},
      {"channel", entry.channel},
      {"case",
       json::Object{{"id", c.id.str()}, {"number", c.number}, {"subject", c.subject}, {"status", c.status}}},
      {"unit", unit_body},
      {"person", json::Object{{"id", entry.person.str()}, {"name", contact->from.name}}},
      {"subject", contact->subject},
      {"received_at", to_rfc3339(entry.received_at)},
      {"written_on", text_or_null(entry.written_on)},
      {"registered_on", entry.registered_on},
      {"scans", std::move(scans)},
      {"terms", std::move(terms)},
      {"entered_by",
       json::Object{{"id", entry.entered_by.str()}, {"name", account ? account->name : std::string()}}},
      {"entered_at", to_rfc3339(entry.entered_at)}};
}

Response enter(const DeskServices& desk, counter::Channel& counter, const Request& request,
               Context& context) {
  const access::Scope scope = desk.scope(context);
  const json::Value body = request.json_body({"channel", "case", "unit", "person", "requester", "subject",
                                              "text", "language", "category", "subcategory", "urgency",
                                              "received_at", "written_on", "registered_on", "scans", "take"});
  const counter::NewEntry read = entry_member(desk, body);
  const auto person = id_member<PersonId>(body, "person");
  const auto joined = id_member<CaseId>(body, "case");
  const json::Value& requester = body["requester"];
  return Idempotency::write(desk.database, request, context, [&](db::Tx& tx) {
    counter::NewEntry what = read;
    what.case_id = joined;
    // One that is not visible is refused as one that is not there.
    if (!person.empty()) what.person = desk.people.resolve(tx, desk.people.get(tx, scope, person).id);
    if (person.empty() && !requester.is_null() && !requester.get_string("name").empty())
      what.person = requester_of(tx, desk, requester, what.language);
    check_category(tx, desk, what.category, what.subcategory);
    const counter::Entry entry = counter.enter(tx, scope, what);
    return Response::json(entry_body(tx, desk, entry, context.language), 201);
  });
}

Response show(const DeskServices& desk, counter::Channel& counter, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  CaseId seen;
  Response answer = desk.database.read([&](db::Tx& tx) {
    const counter::Entry entry = counter.get(tx, scope, ContactId{request.id_param()});
    seen = entry.case_id;
    return Response::json(entry_body(tx, desk, entry, context.language));
  });
  desk.audit.note_read(audit::Actor(scope), "case", seen.value, "counter.receipt");
  return answer;
}

Response list(const DeskServices& desk, counter::Channel& counter, const Request& request, Context& context) {
  const access::Scope scope = desk.scope(context);
  ContactId before;
  if (const auto cursor = request.query("cursor"))
    before = ContactId{http::decode_cursor("counter", *cursor, 1)[0]};
  std::size_t shown = 0;
  Response answer = desk.database.read([&](db::Tx& tx) {
    const int limit = request.limit();
    std::vector<counter::Entry> entries = counter.entered(tx, scope, before, limit + 1);
    std::optional<std::string> next;
    if (entries.size() > static_cast<std::size_t>(limit)) {
      entries.resize(static_cast<std::size_t>(limit));
      next = http::encode_cursor("counter", {entries.back().contact.value});
    }
    json::Array items;
    for (const counter::Entry& entry : entries)
      items.emplace_back(entry_body(tx, desk, entry, context.language));
    shown = items.size();
    return Response::json(http::list_body(std::move(items), next));
  });
  desk.audit.note_list(audit::Actor(scope),
                       {"case", "counter.list", {{"cursor", request.query_or("cursor", "")}}, {}, shown});
  return answer;
}

}  // namespace

void add_counter_routes(http::Router& router, const DeskServices& desk, counter::Channel& counter) {
  const auto add = [&](Method method, std::string pattern, Policy policy, auto handler) {
    router.add(method, std::move(pattern), std::move(policy),
               [desk, &counter, handler](const Request& request, Context& context) {
                 return handler(desk, counter, request, context);
               });
  };
  add(Method::post, "/api/v1/counter-entries", Policy::needs("case.write").body(512 * 1024), enter);
  add(Method::get, "/api/v1/counter-entries", Policy::needs("case.write"), list);
  add(Method::get, "/api/v1/counter-entries/{id}", Policy::needs("case.read"), show);
}

}  // namespace aproape::api
