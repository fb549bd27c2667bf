#include "api/case_json.hpp"

#include "api/body.hpp"
#include "api/identity_json.hpp"

namespace aproape::api {
namespace {

json::Value named(std::int64_t id, std::string_view name) {
  return json::Object{{"id", std::to_string(id)}, {"name", name}};
}

json::Value strings(const std::vector<std::string>& list) {
  json::Array array;
  for (const std::string& item : list) array.emplace_back(item);
  return array;
}

}  // namespace

json::Value unit_ref(UnitId id, const network::Directory& directory, std::string_view language) {
  const network::Unit* unit = id.empty() ? nullptr : directory.unit(id);
  if (unit == nullptr) return nullptr;
  return json::Object{
      {"id", id.str()}, {"code", unit->code}, {"name", language == "ro" ? unit->name_ro : unit->name_en}};
}

json::Value text_or_null(std::string_view text) {
  return text.empty() ? json::Value() : json::Value(text);
}

json::Value moment_or_null(std::optional<Millis> at) {
  return at ? json::Value(to_rfc3339(*at)) : json::Value();
}

json::Value address_list(const std::vector<contacts::Address>& addresses) {
  json::Array array;
  for (const contacts::Address& a : addresses)
    array.emplace_back(json::Object{{"name", a.name}, {"address", a.address}});
  return array;
}

json::Object case_item(const cases::Case& c, const network::Directory& directory, std::string_view language) {
  json::Value waiting;
  if (!c.waiting_on.kind.empty())
    waiting = json::Object{{"kind", c.waiting_on.kind},
                           {"name", text_or_null(c.waiting_on.name)},
                           {"since", to_rfc3339(c.waiting_on.since)},
                           {"due_at", moment_or_null(c.waiting_on.due_at)}};
  return {{"id", c.id.str()},
          {"number", c.number},
          {"subject", c.subject},
          {"status", c.status},
          {"urgency", c.urgency},
          {"family", text_or_null(c.family)},
          {"category", text_or_null(c.category)},
          {"subcategory", text_or_null(c.subcategory)},
          {"mission", text_or_null(directory.mission_code(c.unit))},
          {"unit", unit_ref(c.unit, directory, language)},
          {"channel", c.channel},
          {"language", text_or_null(c.language)},
          {"requester", c.requester.empty() ? json::Value() : named(c.requester.value, c.requester_name)},
          {"holder", c.holder.empty() ? json::Value() : named(c.holder.value, c.holder_name)},
          {"snippet", c.snippet},
          {"unread", c.unread},
          {"flags", strings(c.flags)},
          {"due_at", moment_or_null(c.due_at)},
          {"snoozed_until", moment_or_null(c.snoozed_until)},
          {"waiting_on", waiting},
          {"created_at", to_rfc3339(c.created_at)},
          {"updated_at", to_rfc3339(c.updated_at)},
          {"version", c.version}};
}

json::Value task_body(const cases::Task& task) {
  return json::Object{
      {"id", task.id.str()},
      {"title", task.title},
      {"kind", task.kind},
      {"holder", task.holder.empty() ? json::Value() : named(task.holder.value, task.holder_name)},
      {"due_at", moment_or_null(task.due_at)},
      {"done", task.done_at.has_value()},
      {"done_at", moment_or_null(task.done_at)}};
}

json::Value role_body(const cases::Role& role) {
  return json::Object{
      {"id", role.id.str()},
      {"role", role.role},
      {"person", role.person.empty() ? json::Value() : named(role.person.value, role.name)},
      {"organisation", role.organisation.empty() ? json::Value() : named(role.organisation.value, role.name)},
      {"consent", role.consent}};
}

json::Value case_body(db::Tx& tx, const DeskServices& desk, const access::Scope& scope, const cases::Case& c,
                      std::string_view language) {
  const auto directory = desk.network.directory();
  json::Object body = case_item(c, *directory, language);
  json::Array roles, tasks, links, grants;
  for (const cases::Role& role : desk.cases.roles(tx, scope, c.id)) {
    json::Value shown = role_body(role);
    if (!role.person.empty()) {
      // Who sees the case sees whom it is about, with the addresses to answer to.
      json::Array identities;
      for (const people::Identity& i : desk.people.get(tx, scope, role.person).identities)
        if (i.kind == "email" || i.kind == "phone" || scope.may("person.read"))
          identities.push_back(identity_body(i));
      shown.as_object()["person"].as_object().set("identities", std::move(identities));
    }
    if (!role.organisation.empty()) {
      json::Array identities;
      const auto organisation = desk.people.organisation(tx, role.organisation);
      for (const people::Identity& i : organisation->identities) identities.push_back(identity_body(i));
      shown.as_object()["organisation"].as_object().set("identities", std::move(identities));
    }
    roles.push_back(std::move(shown));
  }
  for (const cases::Task& task : desk.cases.tasks(tx, scope, c.id)) tasks.push_back(task_body(task));
  for (const cases::Link& link : desk.cases.links(tx, scope, c.id))
    links.emplace_back(json::Object{
        {"id", link.other.str()}, {"number", link.number}, {"subject", link.subject}, {"kind", link.reason}});
  for (const cases::CaseGrant& grant : desk.cases.grants(tx, scope, c.id))
    grants.emplace_back(json::Object{{"id", grant.id.str()},
                                     {"unit", unit_ref(grant.unit, *directory, language)},
                                     {"until", to_rfc3339(grant.until)},
                                     {"reason", grant.reason}});
  json::Array merged;
  for (const cases::MergedCase& alias : desk.cases.merged(tx, scope, c.id))
    merged.emplace_back(json::Object{{"id", alias.id.str()},
                                     {"number", alias.number},
                                     {"subject", alias.subject},
                                     {"at", to_rfc3339(alias.at)}});
  body.set("merged", std::move(merged));
  body.set("roles", std::move(roles));
  body.set("tasks", std::move(tasks));
  body.set("links", std::move(links));
  body.set("grants", std::move(grants));
  body.set("viewers", json::Array{});  // live, by the feed
  body.set("placed_by",
           json::Object{{"reason", c.placed_by.reason}, {"evidence", strings(c.placed_by.evidence)}});
  body.set("registered_at", moment_or_null(c.registered_at));
  body.set("resolution", text_or_null(c.resolution));
  body.set("merged_into", c.merged_into.empty() ? json::Value() : json::Value(c.merged_into.str()));
  return body;
}

CaseId named_case(db::Tx& tx, const DeskServices& desk, const access::Scope& scope, const std::string& text) {
  if (const auto id = parse<CaseId>(text)) return *id;
  if (const auto id = desk.cases.by_number(tx, scope, text)) return *id;
  throw Error(ErrorKind::not_found, "case.not_found");
}

CaseId case_param(db::Tx& tx, const DeskServices& desk, const access::Scope& scope,
                  const http::Request& request) {
  // An alias leads to the case that took it in; whether that one is visible is asked of it.
  return desk.cases.resolve(tx, named_case(tx, desk, scope, request.param("id")));
}

std::optional<Millis> moment_member(const json::Value& body, std::string_view name) {
  const json::Value& value = body[name];
  if (value.is_null()) return std::nullopt;
  const auto at = value.is_string() ? from_rfc3339(value.as_string()) : std::nullopt;
  if (!at) throw Error("field.invalid", {{std::string(name), "field.moment"}});
  return at;
}

UnitId unit_member(const DeskServices& desk, const json::Value& body, std::string_view name) {
  const auto text = given_text(body, name);
  if (!text) return {};
  const auto directory = desk.network.directory();
  const auto id = parse<UnitId>(*text);
  const network::Unit* unit = id ? directory->unit(*id) : directory->unit(*text);
  if (unit == nullptr) throw Error("field.invalid", {{std::string(name), "unit.unknown"}});
  return unit->id;
}

}  // namespace aproape::api
