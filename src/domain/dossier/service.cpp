#include "domain/dossier/service.hpp"

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/dossier/repository.hpp"

namespace aproape::dossier {
namespace {

constexpr std::size_t kMostDocuments = 60;
constexpr std::size_t kLongestName = 1000;
constexpr std::array<std::string_view, 4> kStates = {"missing", "received", "accepted", "refused"};

}  // namespace

cases::Case Service::for_change(db::Tx& tx, const access::Scope& scope, CaseId id) const {
  cases::Case c = cases_.get(tx, scope, id);
  if (scope.may("case.write", c.unit)) return c;
  for (const cases::CaseGrant& grant : cases_.grants(tx, scope, id))
    if (scope.may("case.write", grant.unit)) return c;
  throw Error(ErrorKind::forbidden, "auth.forbidden");
}

std::vector<Service::Filled> Service::fields(db::Tx& tx, const access::Scope& scope, CaseId id) const {
  const cases::Case c = cases_.get(tx, scope, id);
  const std::string day = to_rfc3339(database_.clock().now()).substr(0, 10);
  std::vector<Filled> filled;
  for (const Field* field : Fields::carried().of(c.category, c.subcategory, day))
    filled.push_back({field, std::nullopt});
  for (Value& value : repository::values(tx, id)) {
    const auto same = std::find_if(filled.begin(), filled.end(),
                                   [&](const Filled& one) { return one.field->code == value.code; });
    const Field* field = Fields::carried().find(value.code);
    if (same != filled.end())
      same->value = std::move(value);
    else if (field != nullptr)
      filled.push_back({field, std::move(value)});
  }
  return filled;
}

void Service::set_fields(db::Tx& tx, const access::Scope& scope, CaseId id,
                         const std::map<std::string, std::optional<std::string>>& values) {
  (void)for_change(tx, scope, id);
  std::vector<Error::Field> wrong;
  std::vector<std::pair<std::string, std::optional<std::string>>> kept;
  for (const auto& [code, value] : values) {
    const Field* field = Fields::carried().find(code);
    if (field == nullptr) {
      wrong.push_back({code, "field.unknown"});
      continue;
    }
    const auto normal = value ? normalise(*field, *value) : std::nullopt;
    if (value && !normal) wrong.push_back({code, "dossier.value"});
    kept.emplace_back(code, normal);
  }
  if (!wrong.empty()) throw Error("dossier.invalid", std::move(wrong));
  json::Array changed;
  std::string words;
  for (const auto& [code, value] : kept) {
    if (value) {
      repository::set_value(tx, id, {code, *value, scope.account(), {}, database_.clock().now()});
      words += *value + ' ';
    } else {
      repository::drop_value(tx, id, code);
    }
    changed.emplace_back(code);
  }
  if (!words.empty()) search_.add_to_case(tx, id, words);
  cases_.note_event(tx, scope, id, "dossier.fields",
                    json::write(json::Object{{"fields", std::move(changed)}}));
}

std::vector<Document> Service::documents(db::Tx& tx, const access::Scope& scope, CaseId id) const {
  (void)cases_.get(tx, scope, id);
  return repository::documents(tx, id);
}

void Service::begin_documents(db::Tx& tx, const access::Scope& scope, CaseId id, std::string_view article,
                              const std::vector<Named>& wanted) {
  (void)for_change(tx, scope, id);
  if (wanted.empty()) throw Error("dossier.invalid", {{"article", "dossier.no_documents"}});
  const std::vector<Document> present = repository::documents(tx, id);
  if (present.size() + wanted.size() > kMostDocuments)
    throw Error("dossier.invalid", {{"article", "field.too_many"}});
  std::int64_t position = present.empty() ? 0 : present.back().position;
  for (const Named& name : wanted) {
    const bool had = std::any_of(present.begin(), present.end(),
                                 [&](const Document& one) { return one.name_ro == name.ro; });
    if (had) continue;
    Document document;
    document.id = make_id<DocumentId>();
    document.case_id = id;
    document.position = ++position;
    document.article = article;
    document.name_ro = name.ro;
    document.name_en = name.en.empty() ? name.ro : name.en;
    document.changed_by = scope.account();
    document.changed_at = database_.clock().now();
    repository::insert(tx, document);
  }
  cases_.note_event(tx, scope, id, "documents.begun", json::write(json::Object{{"article", article}}));
}

DocumentId Service::add_document(db::Tx& tx, const access::Scope& scope, CaseId id, std::string_view name) {
  (void)for_change(tx, scope, id);
  if (name.empty() || name.size() > kLongestName)
    throw Error("dossier.invalid", {{"name", "field.required"}});
  const std::vector<Document> present = repository::documents(tx, id);
  if (present.size() >= kMostDocuments) throw Error("dossier.invalid", {{"name", "field.too_many"}});
  Document document;
  document.id = make_id<DocumentId>();
  document.case_id = id;
  document.position = present.empty() ? 1 : present.back().position + 1;
  document.name_ro = document.name_en = name;
  document.changed_by = scope.account();
  document.changed_at = database_.clock().now();
  repository::insert(tx, document);
  cases_.note_event(tx, scope, id, "documents.added",
                    json::write(json::Object{{"document", document.id.str()}}));
  return document.id;
}

Document Service::of_case(db::Tx& tx, CaseId id, DocumentId document) const {
  auto found = repository::document(tx, document);
  if (!found || found->case_id != id) throw Error(ErrorKind::not_found, "dossier.not_found");
  return *found;
}

void Service::set_state(db::Tx& tx, const access::Scope& scope, CaseId id, DocumentId document,
                        std::string_view state, std::string_view reason) {
  (void)for_change(tx, scope, id);
  Document d = of_case(tx, id, document);
  if (std::find(kStates.begin(), kStates.end(), state) == kStates.end())
    throw Error("dossier.invalid", {{"state", "field.invalid"}});
  if (state == "refused" && reason.empty()) throw Error("dossier.invalid", {{"reason", "field.required"}});
  if (reason.size() > kLongestName) throw Error("dossier.invalid", {{"reason", "field.invalid"}});
  d.state = state;
  d.reason = state == "refused" ? reason : std::string_view();
  d.changed_by = scope.account();
  d.changed_at = database_.clock().now();
  repository::update(tx, d);
  cases_.note_event(tx, scope, id, "documents.checked",
                    json::write(json::Object{{"document", d.id.str()}, {"state", state}}));
}

void Service::drop_document(db::Tx& tx, const access::Scope& scope, CaseId id, DocumentId document) {
  (void)for_change(tx, scope, id);
  repository::remove(tx, of_case(tx, id, document).id);
  cases_.note_event(tx, scope, id, "documents.dropped",
                    json::write(json::Object{{"document", document.str()}}));
}

}  // namespace aproape::dossier
