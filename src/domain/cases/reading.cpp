#include <algorithm>
#include <array>
#include <limits>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/cases/parts_repository.hpp"
#include "domain/cases/repository.hpp"
#include "domain/cases/service.hpp"
#include "domain/cases/tally.hpp"

namespace aproape::cases {
namespace {

constexpr std::int64_t kEnd = std::numeric_limits<std::int64_t>::max();
// Found cases that a filter may pass over before a page ends early (with a cursor to go on).
constexpr int kMostPassedOver = 2000;

[[noreturn]] void refuse_cursor() {
  throw Error(ErrorKind::invalid, "cursor");
}

// "KEY.ID" of the last line of a page.
repository::Place place_of(std::string_view cursor, bool due) {
  if (cursor.empty()) return due ? repository::Place{-1, 0} : repository::Place{kEnd, kEnd};
  const std::size_t dot = cursor.find('.');
  if (dot == std::string_view::npos) refuse_cursor();
  const auto key = parse_id(cursor.substr(0, dot));
  const auto id = parse_id(cursor.substr(dot + 1));
  if (!key || !id) refuse_cursor();
  return {*key, *id};
}

std::int64_t key_of(const Case& c, std::string_view sort) {
  if (sort == "due") return c.due_at.value_or(kEnd);
  return sort == "created" ? c.created_at : c.updated_at;
}

// Whether a found case is what the rest of the filter asks for.
bool fits(const Case& c, const Filter& filter, const access::Scope& scope, Millis now) {
  const std::string& view = filter.view;
  const bool open = !c.closed_at;
  const std::vector<UnitId> own = scope.network() ? scope.units("case.read") : std::vector<UnitId>{c.unit};
  const bool in_view = view == "mine"         ? open && c.holder == scope.account()
                       : view == "unassigned" ? open && c.holder.empty() && c.status != "snoozed"
                       : view == "unit"       ? open && std::binary_search(own.begin(), own.end(), c.unit)
                       : view == "answer"     ? open && c.answer_due && c.status != "snoozed"
                       : view == "overdue"    ? open && c.due_at && *c.due_at < now
                       : view == "waiting" || view == "snoozed" || view == "closed" ? c.status == view
                                                                                    : true;
  return in_view && c.merged_into.empty() && (filter.status.empty() || c.status == filter.status) &&
         (filter.unit.empty() || c.unit == filter.unit) &&
         (filter.holder.empty() || c.holder == filter.holder) &&
         (filter.urgency.empty() || c.urgency == filter.urgency) &&
         (filter.category.empty() || c.category == filter.category);
}

// How many of the tally a view shows, and a status within it.
int sum(const repository::Tallies& tallies, const Filter& filter) {
  using Holder = repository::Tally::Holder;
  const std::string& view = filter.view;
  std::int64_t n = 0;
  for (const repository::Tally& one : view == "unit" ? tallies.own : tallies.visible) {
    const bool open = one.status != "closed";
    const bool awake = open && one.status != "snoozed";
    const bool in_view = view == "mine"         ? open && one.holder == Holder::reader
                         : view == "unassigned" ? awake && one.holder == Holder::nobody
                         : view == "unit"       ? open
                         : view == "answer"     ? awake && one.answer_due
                         : view == "waiting" || view == "snoozed" || view == "closed" ? one.status == view
                                                                                      : true;
    if (in_view && (filter.status.empty() || one.status == filter.status)) n += one.n;
  }
  return static_cast<int>(n);
}

// Whose data names another case.
constexpr std::array<std::string_view, 7> kNameACase = {"case.merged",    "case.unmerged", "case.took_in",
                                                        "case.gave_back", "case.linked",   "case.split",
                                                        "case.split_from"};

// A line that names a case of another mission is not told: nothing may be inferred from it.
void leave_out_hidden(db::Tx& tx, const access::Scope& scope, std::vector<Entry>& told, Millis now) {
  std::erase_if(told, [&](const Entry& entry) {
    if (std::find(kNameACase.begin(), kNameACase.end(), entry.type) == kNameACase.end()) return false;
    const json::Value data = json::parse(entry.data);
    for (const std::string_view member : {"case", "into", "from"}) {
      const auto other = data[member].is_string() ? parse<CaseId>(data[member].as_string()) : std::nullopt;
      if (other && !repository::find(tx, scope, *other, now)) return true;
    }
    return false;
  });
}

// What `read` gives for a case and for all that were merged into it, in the order of time.
template <class Read>
auto with_merged(db::Tx& tx, CaseId id, Read read) {
  auto all = read(id);
  std::vector<CaseId> aliases = repository::merged(tx, id);
  for (std::size_t i = 0; i < aliases.size(); ++i) {
    for (auto& each : read(aliases[i])) all.push_back(std::move(each));
    for (const CaseId deeper : repository::merged(tx, aliases[i])) aliases.push_back(deeper);
  }
  std::stable_sort(all.begin(), all.end(), [](const auto& a, const auto& b) { return a.at < b.at; });
  return all;
}

}  // namespace

Case Service::get(db::Tx& tx, const access::Scope& scope, CaseId id) const {
  auto found = repository::find(tx, scope, id, database_.clock().now());
  if (!found) throw Error(ErrorKind::not_found, "case.not_found");
  return std::move(*found);
}

std::optional<CaseId> Service::by_number(db::Tx& tx, const access::Scope& scope,
                                         std::string_view number) const {
  const auto id = repository::by_number(tx, number);
  // An alias is seen by who sees the case that took it in.
  if (!id || !repository::find(tx, scope, resolve(tx, *id), database_.clock().now())) return std::nullopt;
  return id;
}

Page Service::list(db::Tx& tx, const access::Scope& scope, const Filter& filter, std::string_view cursor,
                   int limit) const {
  const Millis now = database_.clock().now();
  Page page;
  if (filter.view == "closed" && filter.sort == "due") {
    // A closed case has no due moment.
    Filter by_change = filter;
    by_change.sort = "updated";
    return list(tx, scope, by_change, cursor, limit);
  }
  if (filter.query.empty()) {
    page.items = repository::list(tx, scope, filter, place_of(cursor, filter.sort == "due"), limit + 1, now);
    if (page.items.size() > static_cast<std::size_t>(limit)) {
      page.items.resize(static_cast<std::size_t>(limit));
      page.next = std::to_string(key_of(page.items.back(), filter.sort)) + '.' + page.items.back().id.str();
    }
    return page;
  }
  CaseId before{cursor.empty() ? 0 : place_of(cursor, false).id};
  for (int passed = 0; passed < kMostPassedOver;) {
    const int wanted = limit + 1 - static_cast<int>(page.items.size());
    const std::vector<CaseId> ids = search_.cases(tx, scope, filter.query, before, wanted);
    for (const CaseId id : ids) {
      Case c = get(tx, scope, id);
      if (fits(c, filter, scope, now)) page.items.push_back(std::move(c));
      before = id;
    }
    passed += static_cast<int>(ids.size());
    if (page.items.size() > static_cast<std::size_t>(limit)) {
      page.items.resize(static_cast<std::size_t>(limit));
      page.next = "1." + page.items.back().id.str();
      return page;
    }
    if (ids.size() < static_cast<std::size_t>(wanted)) return page;
  }
  page.next = "1." + before.str();
  return page;
}

int Service::count(db::Tx& tx, const access::Scope& scope, const Filter& filter, int most) const {
  if (!filter.query.empty()) return static_cast<int>(list(tx, scope, filter, {}, most).items.size());
  const Millis now = database_.clock().now();
  const bool tallied =
      filter.urgency.empty() && filter.category.empty() && filter.holder.empty() && filter.view != "overdue";
  if (!tallied) return repository::count(tx, scope, filter, most, now);
  return sum(repository::tallies(tx, scope, filter.unit, now), filter);
}

std::vector<int> Service::counts(db::Tx& tx, const access::Scope& scope,
                                 const std::vector<std::string_view>& views, int most) const {
  const repository::Tallies tallies = repository::tallies(tx, scope, {}, database_.clock().now());
  std::vector<int> counted;
  for (const std::string_view view : views) {
    Filter filter;
    filter.view = view;
    counted.push_back(view == "overdue" ? count(tx, scope, filter, most) : sum(tallies, filter));
  }
  return counted;
}

bool Service::fold_counts(db::Tx& tx) {
  return repository::fold_tally(tx);
}

std::vector<Case> Service::of_person(db::Tx& tx, const access::Scope& scope, PersonId person,
                                     int limit) const {
  std::vector<Case> found;
  for (const CaseId id : repository::of_person(tx, person, limit))
    if (auto c = repository::find(tx, scope, id, database_.clock().now())) found.push_back(std::move(*c));
  return found;
}

std::vector<contacts::Contact> Service::contacts(db::Tx& tx, const access::Scope& scope, CaseId id) const {
  (void)get(tx, scope, id);
  return with_merged(tx, id, [&](CaseId each) { return contacts_.of_case(tx, each); });
}

std::vector<contacts::Brief> Service::briefs(db::Tx& tx, const access::Scope& scope, CaseId id) const {
  (void)get(tx, scope, id);
  return with_merged(tx, id, [&](CaseId each) { return contacts_.briefs(tx, each); });
}

std::vector<CaseId> Service::ids_after(db::Tx& tx, CaseId after, int limit) const {
  return repository::ids_after(tx, after, limit);
}

std::optional<contacts::Contact> Service::contact(db::Tx& tx, const access::Scope& scope,
                                                  ContactId id) const {
  auto found = contacts_.find(tx, id);
  if (!found || !repository::find(tx, scope, found->case_id, database_.clock().now())) return std::nullopt;
  return found;
}

std::vector<contacts::ThreadEntry> Service::thread(db::Tx& tx, const access::Scope& scope, CaseId id) const {
  (void)get(tx, scope, id);
  return with_merged(tx, id, [&](CaseId each) { return contacts_.thread(tx, each); });
}

std::vector<Note> Service::notes(db::Tx& tx, const access::Scope& scope, CaseId id) const {
  (void)get(tx, scope, id);
  return repository::notes(tx, id);
}

std::vector<Entry> Service::history(db::Tx& tx, const access::Scope& scope, CaseId id) const {
  std::vector<Entry> told = repository::entries(tx, id);
  std::vector<MergedCase> under = merged(tx, scope, id);
  const access::Scope whole = access::Scope::system("case.history");
  for (std::size_t i = 0; i < under.size(); ++i) {
    const CaseId alias = under[i].id;
    // That it was merged says the case itself.
    for (Entry& entry : repository::entries(tx, alias))
      if (entry.type != "case.merged" && entry.type != "case.unmerged") told.push_back(std::move(entry));
    for (MergedCase& deeper : merged(tx, whole, alias)) under.push_back(std::move(deeper));
  }
  leave_out_hidden(tx, scope, told, database_.clock().now());
  std::stable_sort(told.begin(), told.end(), [](const Entry& x, const Entry& y) { return x.at < y.at; });
  return told;
}

std::vector<Entry> Service::entries(db::Tx& tx, const access::Scope& scope, CaseId id) const {
  (void)get(tx, scope, id);
  std::vector<Entry> told = repository::entries(tx, id);
  leave_out_hidden(tx, scope, told, database_.clock().now());
  return told;
}

std::vector<Role> Service::roles(db::Tx& tx, const access::Scope& scope, CaseId id) const {
  (void)get(tx, scope, id);
  return repository::roles(tx, id);
}

std::vector<Task> Service::tasks(db::Tx& tx, const access::Scope& scope, CaseId id) const {
  (void)get(tx, scope, id);
  return repository::tasks(tx, id);
}

std::vector<CaseGrant> Service::grants(db::Tx& tx, const access::Scope& scope, CaseId id) const {
  (void)get(tx, scope, id);
  return repository::grants(tx, id, database_.clock().now());
}

std::vector<Link> Service::links(db::Tx& tx, const access::Scope& scope, CaseId id) const {
  (void)get(tx, scope, id);
  std::vector<Link> visible;
  // A linked case of another mission is not even told to exist.
  for (Link& link : repository::links(tx, id)) {
    if (const auto other = repository::find(tx, scope, link.other, database_.clock().now())) {
      link.number = other->number;
      link.subject = other->subject;
      visible.push_back(std::move(link));
    }
  }
  return visible;
}

}  // namespace aproape::cases
