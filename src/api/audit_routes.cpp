#include "api/audit_routes.hpp"

#include <map>

#include "api/body.hpp"
#include "base/error.hpp"
#include "base/time.hpp"

namespace aproape::api {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;

Millis moment(const Request& request, const char* name) {
  const auto text = request.query(name);
  if (!text || text->empty()) return 0;
  const auto at = from_rfc3339(text->size() == 10 ? *text + "T00:00:00Z" : *text);
  if (!at) throw Error("field.invalid", {{name, "field.moment"}});
  return *at;
}

// "case:123" or an account's id.
audit::Query query_of(const Request& request) {
  audit::Query query;
  if (const auto account = request.query("account"); account && !account->empty()) {
    const auto id = parse<AccountId>(*account);
    if (!id) throw Error("field.invalid", {{"account", "field.id"}});
    query.account = *id;
  }
  if (const auto subject = request.query("subject"); subject && !subject->empty()) {
    const std::size_t colon = subject->find(':');
    const auto id =
        colon == std::string::npos ? std::nullopt : parse_id(std::string_view(*subject).substr(colon + 1));
    if (!id) throw Error("field.invalid", {{"subject", "field.subject"}});
    query.subject = subject->substr(0, colon);
    query.subject_id = *id;
  }
  query.from = moment(request, "from");
  query.to = moment(request, "to");
  query.before_seq = cursor_or(request, 0);
  query.limit = request.limit() + 1;
  return query;
}

json::Value account_json(db::Tx& tx, access::Service& access, AccountId id,
                         std::map<AccountId, std::string>& names) {
  if (id.empty()) return nullptr;
  if (!names.contains(id)) {
    const auto account = access.find(tx, id);
    names[id] = account ? account->name : id.str();
  }
  return json::Object{{"id", id.str()}, {"name", names[id]}};
}

Response list(access::Service& access, const Request& request) {
  const audit::Query query = query_of(request);
  access.audit().join_waiting();  // so that the newest entries have their place
  return access.database().read([&](db::Tx& tx) {
    auto entries = access.audit().list(tx, query);
    std::optional<std::string> next;
    if (entries.size() == static_cast<std::size_t>(query.limit)) {
      entries.pop_back();
      next = std::to_string(entries.back().seq);
    }
    std::map<AccountId, std::string> names;
    json::Array items;
    for (const audit::Entry& entry : entries)
      items.push_back(json::Object{{"id", std::to_string(entry.id)},
                                   {"seq", std::to_string(entry.seq)},
                                   {"at", to_rfc3339(entry.at)},
                                   {"account", account_json(tx, access, entry.account, names)},
                                   {"action", entry.action},
                                   {"subject", entry.subject + ":" + std::to_string(entry.subject_id)},
                                   {"source", or_null(entry.source)},
                                   {"detail", json::parse(entry.detail)}});
    return Response::json(list_of(std::move(items), next));
  });
}

Response verify(access::Service& access) {
  const audit::Verification proof = access.audit().verify();
  json::Array faults;
  for (const audit::Fault& fault : proof.faults)
    faults.push_back(json::Object{{"seq", std::to_string(fault.seq)}, {"kind", fault.kind}});
  const json::Value broken_at =
      proof.faults.empty() ? json::Value(nullptr) : json::Value(std::to_string(proof.faults.front().seq));
  return Response::json(json::Object{{"ok", proof.ok},
                                     {"entries", proof.entries},
                                     {"heads", proof.heads},
                                     {"broken_at", broken_at},
                                     {"faults", std::move(faults)}});
}

}  // namespace

void add_audit_routes(http::Router& router, access::Service& access) {
  router.add(Method::get, "/api/v1/audit", Policy::needs("audit.read"),
             [&access](const Request& request, Context&) { return list(access, request); });
  router.add(Method::get, "/api/v1/audit/verify", Policy::needs("audit.read"),
             [&access](const Request&, Context&) { return verify(access); });
}

}  // namespace aproape::api
