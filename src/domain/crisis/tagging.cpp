// Cases are tagged by a reader of the feed with a place of its own: no intake waits for it.
#include <algorithm>
#include <array>

#include "base/json.hpp"
#include "db/feed_place.hpp"
#include "domain/crisis/repository.hpp"
#include "domain/crisis/service.hpp"

namespace aproape::crisis {
namespace {

constexpr std::string_view kPlace = "crisis";
// When what a crisis asks for may have become true.
constexpr std::array<std::string_view, 5> kTelling = {"case.created", "case.classified", "case.corrected",
                                                      "case.updated", "case.transferred"};

}  // namespace

Facts Service::facts_of(db::Tx& tx, const cases::Case& c) const {
  Facts facts;
  facts.category = c.category;
  facts.subcategory = c.subcategory;
  facts.opened_at = c.created_at;
  const auto directory = network_.directory();
  if (const network::Unit* unit = directory->unit(c.unit)) {
    facts.unit = unit->code;
    // The centre stands in Romania, but its cases are abroad: only a mission tells of a country.
    if (unit->kind == "mission") facts.countries.push_back(unit->country);
  }
  if (const auto said = classification_.last_of_case(tx, c.id); said && !said->verdict.country.empty())
    facts.countries.push_back(said->verdict.country);
  return facts;
}

void Service::tag_matching(db::Tx& tx, const Crisis& crisis, const cases::Case& c) {
  if (!matches(crisis, facts_of(tx, c)) ||
      !repository::tag(tx, c.id, crisis.id, false, database_.clock().now()))
    return;
  cases_.note_event(tx, access::Scope::system("crisis.tag"), c.id, "crisis.tagged",
                    json::write(json::Object{{"crisis", crisis.name}}));
}

bool Service::anything_to_tag(db::Tx& tx) const {
  return db::feed_is_ahead(tx, kPlace);
}

int Service::tag_new(db::Tx& tx, int limit) {
  const std::vector<Crisis> open = repository::open(tx);
  const auto eyes = access::Scope::system("crisis.tag");
  return db::read_feed(tx, kPlace, limit, [&](const db::SequencedEvent& one) {
    const bool tells = std::find(kTelling.begin(), kTelling.end(), one.event.type) != kTelling.end();
    if (open.empty() || !tells || one.event.subject != "case") return;
    const cases::Case c = cases_.get(tx, eyes, CaseId{one.event.subject_id});
    for (const Crisis& crisis : open) tag_matching(tx, crisis, c);
  });
}

int Service::end_due(db::Tx& tx) {
  const Millis now = database_.clock().now();
  int ended = 0;
  for (Crisis& crisis : repository::open(tx)) {
    if (!crisis.until || now < *crisis.until) continue;
    crisis.ended_at = crisis.until;
    if (!repository::update(tx, crisis)) continue;
    changed(tx, access::Scope::system("crisis.end"), "crisis.ended", crisis);
    ++ended;
  }
  return ended;
}

}  // namespace aproape::crisis
