#include "domain/crisis/service.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/crisis/repository.hpp"

namespace aproape::crisis {
namespace {

constexpr int kMostShown = 200;
constexpr int kMostTagged = 2000;
constexpr std::size_t kLongestName = 200;
constexpr std::size_t kLongestText = 2000;
constexpr std::size_t kMostNamed = 200;

void check(const Crisis& crisis, const network::Directory& directory) {
  const auto refuse = [](std::string_view field, std::string_view key) {
    throw Error("crisis.invalid", {{std::string(field), std::string(key)}});
  };
  if (crisis.name.empty() || crisis.name.size() > kLongestName) refuse("name", "field.required");
  if (crisis.countries.empty() && crisis.units.empty()) refuse("countries", "field.required");
  if (crisis.countries.size() + crisis.units.size() + crisis.categories.size() > kMostNamed)
    refuse("countries", "field.too_many");
  for (const std::string& country : crisis.countries) {
    const auto& known = directory.countries();
    if (std::none_of(known.begin(), known.end(),
                     [&](const network::Country& one) { return one.code == country; }))
      refuse("countries", "field.invalid");
  }
  for (const std::string& unit : crisis.units)
    if (directory.unit(std::string_view(unit)) == nullptr) refuse("units", "unit.unknown");
  for (const auto& [language, text] : crisis.texts)
    if (language.size() != 2 || text.size() > kLongestText) refuse("texts", "field.invalid");
  if (crisis.until && *crisis.until <= crisis.from) refuse("until", "field.past");
}

}  // namespace

std::vector<Crisis> Service::all(db::Tx& tx) const {
  return repository::all(tx, kMostShown);
}

std::vector<Crisis> Service::live(db::Tx& tx) const {
  std::vector<Crisis> found = repository::open(tx);
  const Millis now = database_.clock().now();
  found.erase(std::remove_if(found.begin(), found.end(), [&](const Crisis& one) { return !one.live(now); }),
              found.end());
  return found;
}

Crisis Service::get(db::Tx& tx, CrisisId id) const {
  auto found = repository::find(tx, id);
  if (!found) throw Error(ErrorKind::not_found, "crisis.not_found");
  return std::move(*found);
}

void Service::changed(db::Tx& tx, const access::Scope& scope, std::string_view action, const Crisis& crisis) {
  tx.publish({"network.crisis_changed", "crisis", crisis.id.value, 0, scope.account().value, "{}"});
  audit_.note_change(tx, audit::Actor(scope), action, "crisis", crisis.id.value);
}

Crisis Service::save(db::Tx& tx, const access::Scope& scope, const Crisis& what) {
  Crisis crisis = what;
  check(crisis, *network_.directory());
  const bool fresh = crisis.id.empty();
  if (fresh) {
    crisis.id = make_id<CrisisId>();
    crisis.created_by = scope.account();
    repository::insert(tx, crisis);
  } else {
    if (get(tx, crisis.id).ended_at) throw Error(ErrorKind::conflict, "crisis.ended");
    crisis.ended_at.reset();
    if (!repository::update(tx, crisis)) throw Error(ErrorKind::stale, "stale");
  }
  crisis = get(tx, crisis.id);
  const auto eyes = access::Scope::system("crisis.tag");
  for (const CaseId id : repository::opened_since(tx, crisis.from, kMostTagged))
    tag_matching(tx, crisis, cases_.get(tx, eyes, id));
  changed(tx, scope, fresh ? "crisis.declared" : "crisis.changed", crisis);
  return crisis;
}

Crisis Service::end(db::Tx& tx, const access::Scope& scope, CrisisId id) {
  Crisis crisis = get(tx, id);
  if (crisis.ended_at) throw Error(ErrorKind::conflict, "crisis.ended");
  crisis.ended_at = database_.clock().now();
  if (!repository::update(tx, crisis)) throw Error(ErrorKind::stale, "stale");
  changed(tx, scope, "crisis.ended", crisis);
  return get(tx, id);
}

std::vector<Crisis> Service::of_case(db::Tx& tx, const access::Scope& scope, CaseId id) const {
  (void)cases_.get(tx, scope, id);
  return repository::of_case(tx, id);
}

void Service::tag(db::Tx& tx, const access::Scope& scope, CaseId id, CrisisId crisis) {
  const cases::Case c = cases_.get(tx, scope, id);
  if (!scope.may("case.write", c.unit)) throw Error(ErrorKind::forbidden, "auth.forbidden");
  const Crisis found = get(tx, crisis);
  if (repository::tag(tx, id, found.id, true, database_.clock().now()))
    cases_.note_event(tx, scope, id, "crisis.tagged", json::write(json::Object{{"crisis", found.name}}));
}

void Service::untag(db::Tx& tx, const access::Scope& scope, CaseId id, CrisisId crisis) {
  const cases::Case c = cases_.get(tx, scope, id);
  if (!scope.may("case.write", c.unit)) throw Error(ErrorKind::forbidden, "auth.forbidden");
  const Crisis found = get(tx, crisis);
  repository::untag(tx, id, found.id, database_.clock().now());
  cases_.note_event(tx, scope, id, "crisis.untagged", json::write(json::Object{{"crisis", found.name}}));
}

std::vector<cases::Case> Service::cases(db::Tx& tx, const access::Scope& scope, CrisisId crisis,
                                        CaseId before, int limit) const {
  std::vector<cases::Case> seen;
  for (const CaseId id : repository::cases(tx, get(tx, crisis).id, before, limit)) {
    try {
      seen.push_back(cases_.get(tx, scope, id));
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::not_found) throw;  // another mission's: not even counted
    }
  }
  return seen;
}

std::string Service::announcement_for(db::Tx& tx, const cases::Case& c, std::string_view language) const {
  std::string text;
  const Millis now = database_.clock().now();
  for (const Crisis& crisis : repository::open(tx)) {
    if (!crisis.live(now) || !matches(crisis, facts_of(tx, c))) continue;
    const std::string said = announcement(crisis, language);
    if (!said.empty()) text += (text.empty() ? "" : "\n\n") + said;
  }
  return text;
}

}  // namespace aproape::crisis
