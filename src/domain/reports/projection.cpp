#include "domain/reports/projection.hpp"

#include <algorithm>
#include <set>
#include <utility>

#include "base/error.hpp"
#include "base/json.hpp"
#include "db/feed.hpp"
#include "domain/reports/report_day.hpp"
#include "domain/reports/repository.hpp"

namespace aproape::reports {
namespace {

constexpr int kEvents = 500;    // taken in at once
constexpr int kCases = 200;     // of a rebuilding in one transaction
constexpr int kOfPerson = 100;  // cases of one person that are looked at

const access::Scope& eyes() {
  static const access::Scope scope = access::Scope::system("reports.project");
  return scope;
}

// The case that an event is about; the empty id where it is about none.
CaseId case_of(const db::Event& event) {
  if (event.subject == "case") return CaseId{event.subject_id};
  const json::Value data = json::parse(event.data);
  const json::Value& named = data["case"];
  return named.is_string() ? parse<CaseId>(named.as_string()).value_or(CaseId{}) : CaseId{};
}

// The year in which help to a person counts once.
int year_of(const cases::Case& c) {
  return day_hour(c.created_at).day / 10000;
}

// What a case (or, for the empty id, something of none) contributes from now on instead; adds to `change`.
void store(db::Tx& tx, CaseId id, const std::vector<Fact>& before, const std::vector<Fact>& after,
           Counts& change) {
  for (const Fact& fact : before)
    if (std::find(after.begin(), after.end(), fact) == after.end()) repository::remove(tx, id, fact);
  for (const Fact& fact : after)
    if (std::find(before.begin(), before.end(), fact) == before.end()) repository::insert(tx, id, fact);
  for (const auto& [key, delta] : difference(before, after)) change[key] += delta;
}

// Summed up first: a burst of mail meets the same counters again and again.
void write_change(db::Tx& tx, Counts& change) {
  std::erase_if(change, [](const auto& entry) { return entry.second == Count{}; });
  repository::add(tx, change);
}

}  // namespace

Projection::Projection(Sources sources) : from_(sources) {}

bool Projection::behind(db::Tx& tx) const {
  const auto cursor = repository::cursor(tx);
  return !cursor || cursor->rebuilt_to || db::last_sequence(tx) > cursor->seq;
}

int Projection::step(db::Tx& tx) const {
  repository::lock_cursor(tx);
  const repository::Cursor cursor = *repository::cursor(tx);
  if (cursor.rebuilt_to) {
    // A cursor that was just made stands before every event: the walk over the cases covers those that are
    // pruned, the events after its beginning come on top.
    if (cursor.seq == 0 && cursor.rebuilt_to->empty()) begin_rebuild(tx);
    return rebuild(tx);
  }
  return catch_up(tx);
}

int Projection::catch_up(db::Tx& tx) const {
  repository::Cursor cursor = *repository::cursor(tx);
  const std::int64_t last = db::last_sequence(tx);
  if (last <= cursor.seq) return 0;
  const auto events = db::events_after(tx, cursor.seq, kEvents);
  if (events.empty() || events.front().seq != cursor.seq + 1) {
    begin_rebuild(tx);
    return rebuild(tx);
  }
  std::set<CaseId> touched;
  std::set<std::int64_t> held;
  for (const db::SequencedEvent& one : events) {
    if (one.event.subject == from_.quarantine.subject())
      held.insert(one.event.subject_id);
    else if (const CaseId id = case_of(one.event); !id.empty())
      touched.insert(id);
  }
  // Summed up first: a burst of mail meets the same counters again and again.
  Counts change;
  for (const CaseId id : touched) refresh_with_neighbours(tx, id, change);
  for (const std::int64_t id : held) refresh_held(tx, id, change);
  write_change(tx, change);
  cursor.seq = events.back().seq;
  cursor.at = events.back().at;
  repository::save(tx, cursor);
  // Events of no case are work too: the caller goes on until there are none.
  return std::max<int>(1, static_cast<int>(touched.size()));
}

void Projection::begin_rebuild(db::Tx& tx) const {
  repository::lock_cursor(tx);
  repository::clear(tx);
  repository::save(tx, {db::last_sequence(tx), from_.database.clock().now(), CaseId{}, 0});
}

int Projection::rebuild(db::Tx& tx) const {
  repository::Cursor cursor = *repository::cursor(tx);
  const auto ids = from_.cases.ids_after(tx, *cursor.rebuilt_to, kCases);
  std::vector<std::int64_t> held;
  if (ids.empty()) held = from_.quarantine.ids_after(tx, cursor.held_to, kCases);
  Counts change;
  for (const CaseId id : ids) refresh(tx, id, nullptr, change);
  for (const std::int64_t id : held) refresh_held(tx, id, change);
  write_change(tx, change);
  if (!ids.empty()) {
    cursor.rebuilt_to = ids.back();
  } else if (!held.empty()) {
    cursor.held_to = held.back();
  } else {
    cursor.rebuilt_to.reset();
    cursor.held_to = 0;
  }
  repository::save(tx, cursor);
  // The end of the walk is work too: events may have come meanwhile.
  return std::max<int>(1, static_cast<int>(ids.size() + held.size()));
}

void Projection::refresh_with_neighbours(db::Tx& tx, CaseId id, Counts& change) const {
  std::vector<PersonId> persons;
  refresh(tx, id, &persons, change);
  std::set<CaseId> neighbours;
  for (const PersonId person : persons)
    for (const cases::Case& other : from_.cases.of_person(tx, eyes(), person, kOfPerson))
      if (other.id != id && !assistance_of(other.subcategory).empty()) neighbours.insert(other.id);
  for (const CaseId other : neighbours) refresh(tx, other, nullptr, change);
}

void Projection::refresh(db::Tx& tx, CaseId id, std::vector<PersonId>* touched, Counts& change) const {
  std::vector<Fact> after;
  try {
    const Material known = material(tx, from_.cases.get(tx, eyes(), id));
    after = facts_of(known);
    if (touched != nullptr && !assistance_of(known.matter.subcategory).empty())
      *touched = assisted(known.matter, known.roles);
  } catch (const Error& error) {
    // An event of a case that was erased since: it counts no more.
    if (error.kind() != ErrorKind::not_found) throw;
  }
  const std::vector<Fact> before = repository::facts(tx, id);
  if (touched != nullptr)
    for (const Fact& fact : before)
      if (fact.kind == "assistance" && fact.item != 0) touched->push_back(PersonId{fact.item});
  store(tx, id, before, after, change);
}

void Projection::refresh_held(db::Tx& tx, std::int64_t id, Counts& change) const {
  const auto held = from_.quarantine.held(tx, id);
  store(tx, CaseId{}, repository::held_facts(tx, id), held ? facts_of(id, *held) : std::vector<Fact>{},
        change);
}

Material Projection::material(db::Tx& tx, cases::Case c) const {
  Material known;
  if (!c.merged_into.empty()) {
    known.matter = std::move(c);
    return known;
  }
  known.contacts = from_.cases.briefs(tx, eyes(), c.id);
  known.entries = from_.cases.entries(tx, eyes(), c.id);
  known.clocks = from_.deadlines.standing(tx, c.id);
  known.roles = from_.cases.roles(tx, eyes(), c.id);
  known.messages = from_.messages.fates(tx, c.id);
  known.marks = from_.knowledge.marks_of(tx, c.id);
  known.turns = from_.routing.turns(tx, c.id);
  known.answers = from_.satisfaction.of_case(tx, eyes(), c.id);
  if (const auto team = from_.collaboration.team_of(tx, eyes(), c.id)) known.team = team->id;
  if (const network::Unit* unit = from_.network.directory()->unit(c.unit)) known.country = unit->country;
  if (!assistance_of(c.subcategory).empty()) {
    // Help counts where the person is, not where the post is.
    if (const auto said = from_.classification.corrected(tx, c.id); said && said->what.country)
      known.country = *said->what.country;
    else if (const auto verdict = from_.classification.first_of_case(tx, c.id);
             verdict && !verdict->verdict.country.empty())
      known.country = verdict->verdict.country;
    known.counted_before = counted_before(tx, c, known.roles);
  }
  known.matter = std::move(c);
  return known;
}

std::vector<PersonId> Projection::counted_before(db::Tx& tx, const cases::Case& c,
                                                 const std::vector<cases::Role>& roles) const {
  std::vector<PersonId> before;
  for (const PersonId person : assisted(c, roles)) {
    if (person.empty()) continue;
    for (const cases::Case& other : from_.cases.of_person(tx, eyes(), person, kOfPerson)) {
      if (other.id >= c.id || !other.merged_into.empty() || year_of(other) != year_of(c)) continue;
      if (assistance_of(other.subcategory) != assistance_of(c.subcategory)) continue;
      const auto helped = assisted(other, from_.cases.roles(tx, eyes(), other.id));
      if (std::find(helped.begin(), helped.end(), person) == helped.end()) continue;
      before.push_back(person);
      break;
    }
  }
  return before;
}

Projection::State Projection::state(db::Tx& tx) const {
  const auto cursor = repository::cursor(tx);
  if (!cursor) return {};
  // Nothing newer has happened, so the present is counted too.
  const bool all = !cursor->rebuilt_to && db::last_sequence(tx) == cursor->seq;
  return {!cursor->rebuilt_to, all ? from_.database.clock().now() : cursor->at};
}

}  // namespace aproape::reports
