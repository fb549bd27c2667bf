// Two cases become one, and two again. What a merge moves is written down row by row, so that its undo moves
// exactly that back, with the answers to it, and leaves what belongs to the case that stays.
#include <algorithm>
#include <set>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/cases/merge_face.hpp"
#include "domain/cases/merge_repository.hpp"
#include "domain/cases/parts_repository.hpp"
#include "domain/cases/repository.hpp"
#include "domain/cases/service.hpp"
#include "domain/cases/snippet.hpp"
#include "domain/cases/stand.hpp"

namespace aproape::cases {
namespace {

using repository::Merge;
using repository::PartKind;

constexpr PartKind kParts[] = {PartKind::note, PartKind::task, PartKind::role, PartKind::grant};

std::string data_of(std::string_view name, CaseId id) {
  return json::write(json::Object{{std::string(name), id.str()}});
}

// All aliases under a case point at it.
void point_all(db::Tx& tx, CaseId under, CaseId at) {
  for (const Merge& merge : repository::merges_into(tx, under)) {
    repository::point(tx, merge.from, at);
    point_all(tx, merge.from, at);
  }
}

// The standing merges by which a case came to where it is shown, its own one first.
std::vector<Merge> way_of(db::Tx& tx, CaseId alias) {
  std::vector<Merge> way;
  for (auto merge = repository::merge_of(tx, alias); merge; merge = repository::merge_of(tx, merge->into))
    way.push_back(*merge);
  return way;
}

// Roles that the other case has just so are not shown twice.
std::vector<std::int64_t> new_roles(db::Tx& tx, CaseId from, CaseId into) {
  std::vector<std::int64_t> found;
  const auto there = repository::roles(tx, into);
  for (const Role& role : repository::roles(tx, from)) {
    const bool same = std::any_of(there.begin(), there.end(), [&](const Role& other) {
      return other.role == role.role && other.person == role.person &&
             other.organisation == role.organisation;
    });
    if (!same) found.push_back(role.id.value);
  }
  return found;
}

bool holds(const std::vector<std::int64_t>& sorted, std::int64_t id) {
  return std::binary_search(sorted.begin(), sorted.end(), id);
}

// What a mail answers. The other references of our own answers name the whole thread.
std::string parent_of(const contacts::Contact& contact) {
  if (!contact.in_reply_to.empty() || contact.references.empty()) return contact.in_reply_to;
  return contact.references.back();
}

// Of the contacts of the case that shows an alias, oldest first, those that are the alias's: which the merge
// moved, which came to it since, and the answers to any of them.
std::vector<contacts::Contact> own_contacts(db::Tx& tx, const Merge& merge,
                                            std::vector<contacts::Contact> shown) {
  const auto moved = repository::items(tx, merge.id, "contact");
  const auto arrived = repository::items(tx, merge.id, "arrived");
  std::vector<contacts::Contact> own;
  std::set<std::string, std::less<>> refs;
  for (contacts::Contact& contact : shown) {
    const std::string parent = parent_of(contact);
    if (!holds(moved, contact.id.value) && !holds(arrived, contact.id.value) &&
        (parent.empty() || !refs.contains(parent)))
      continue;
    if (!contact.message_id.empty()) refs.insert(contact.message_id);
    own.push_back(std::move(contact));
  }
  return own;
}

}  // namespace

void Service::merge(db::Tx& tx, const access::Scope& scope, CaseId id, CaseId named) {
  Case c = for_change(tx, scope, id, 0);
  const CaseId into = resolve(tx, named);
  Case kept = for_change(tx, scope, into, 0);
  if (!c.merged_into.empty()) throw Error(ErrorKind::conflict, "case.merged");
  if (into == id) throw Error(ErrorKind::conflict, "case.merge_circle");
  // An open matter must not vanish in a closed case; that a closed one is opened again is a step of its own,
  // which the figures count.
  if (kept.status == "closed" && c.status != "closed") throw Error(ErrorKind::conflict, "case.closed");
  const Millis now = database_.clock().now();
  const Merge merge{repository::MergeId{next_id()}, id, into, scope.account(), now, "{}"};
  repository::insert(tx, merge);

  const json::Value before = merge_face(kept);
  std::vector<deadlines::Clock> clocks = deadlines_.standing(tx, into);
  const std::vector<deadlines::Clock> moved = deadlines_.standing(tx, id);
  for (const deadlines::Clock& clock : moved) {
    repository::insert_item(tx, merge.id, "clock", clock.id.value);
    deadlines_.move(tx, clock.id, id, into);
    clocks.push_back(clock);
  }
  std::vector<ContactId> contacts;
  for (const contacts::Contact& contact : contacts_.of_case(tx, id)) {
    contacts.push_back(contact.id);
    repository::insert_item(tx, merge.id, "contact", contact.id.value);
  }
  contacts_.move(tx, contacts, id, into);
  for (const PartKind kind : kParts) {
    for (const std::int64_t part :
         kind == PartKind::role ? new_roles(tx, id, into) : repository::part_ids(tx, kind, id)) {
      repository::insert_item(tx, merge.id, repository::name_of(kind), part);
      repository::move_part(tx, kind, part, id, into);
    }
  }
  const Millis wrote = repository::last_in(tx, id);
  const bool newer = wrote > repository::last_in(tx, into);
  absorb(kept, c, newer);
  if (newer) repository::set_last_in(tx, into, wrote);

  c.merged_into = into;
  point_all(tx, id, into);
  save(tx, scope, std::move(c), "case.merged", "merged_into", data_of("into", into));
  kept = save(tx, scope, std::move(kept), "case.took_in", "contacts", data_of("case", id));
  repository::set_face(tx, merge.id,
                       json::write(json::Object{{"before", before},
                                                {"after", merge_face(kept)},
                                                {"clocks", deadlines_.undo_of(tx, into, clocks)}}));
  index(tx, id);
  index(tx, into);
}

Case Service::unmerge(db::Tx& tx, const access::Scope& scope, CaseId id) {
  const access::Scope whole = access::Scope::system("case.unmerge");
  const auto merge = repository::merge_of(tx, id);
  if (!merge) {
    (void)for_change(tx, scope, id, 0);
    throw Error(ErrorKind::conflict, "case.not_merged");
  }
  // The right is asked for where the content is seen now.
  const CaseId root = resolve(tx, id);
  Case kept = for_change(tx, scope, root, 0);
  Case c = get(tx, whole, id);

  const json::Value face = json::parse(merge->face);
  const auto mine = own_contacts(tx, *merge, contacts_.of_case(tx, root));
  const auto moved = repository::items(tx, merge->id, "contact");
  std::vector<ContactId> contacts;
  for (const contacts::Contact& contact : mine) contacts.push_back(contact.id);
  contacts_.move(tx, contacts, root, id);
  for (const std::int64_t clock : repository::items(tx, merge->id, "clock"))
    deadlines_.move(tx, deadlines::ClockId{clock}, root, id);
  for (const CaseId each : {root, id}) deadlines_.take_back(tx, each, face.get_string("clocks", "[]"));
  for (const PartKind kind : kParts)
    for (const std::int64_t part : repository::items(tx, merge->id, repository::name_of(kind)))
      repository::move_part(tx, kind, part, root, id);
  // Merges further up no longer own it.
  const auto way = way_of(tx, id);
  for (std::size_t i = 1; i < way.size(); ++i) {
    for (const std::string_view kind : {"clock", "note", "task", "role", "grant"})
      for (const std::int64_t item : repository::items(tx, merge->id, kind))
        repository::remove_item(tx, way[i].id, kind, item);
    for (const ContactId contact : contacts)
      for (const std::string_view kind : {"contact", "arrived"})
        repository::remove_item(tx, way[i].id, kind, contact.value);
  }
  repository::end(tx, merge->id, database_.clock().now());

  cases::set_back(kept, face["before"], face["after"]);
  refresh_attachment_flag(tx, kept);
  const auto last = std::find_if(mine.rbegin(), mine.rend(), [&](const contacts::Contact& contact) {
    return !contact.automatic && !holds(moved, contact.id.value);
  });
  auto turn = deadlines::Turn::reopened;
  const bool was_closed = c.status == "closed";
  if (last != mine.rend()) {
    c.snippet = snippet(last->text);
    c.answer_due = last->direction == contacts::Direction::in;
    if (c.answer_due) {
      open_by_citizen(c);
      repository::set_last_in(tx, id, last->at);
      turn = deadlines::Turn::citizen_wrote;
    }
  }
  c.merged_into = {};
  point_all(tx, id, id);
  c = save(tx, scope, std::move(c), "case.unmerged", "merged_into", data_of("from", root), turn);
  if (was_closed && c.status != "closed") record(tx, scope, c, "case.reopened", "status", "{}");
  kept = save(tx, scope, std::move(kept), "case.gave_back", "contacts", data_of("case", id));
  index(tx, id);
  index(tx, root);
  return kept;
}

std::vector<MergedCase> Service::merged(db::Tx& tx, const access::Scope& scope, CaseId id) const {
  (void)get(tx, scope, id);
  std::vector<MergedCase> found;
  const access::Scope whole = access::Scope::system("case.merged");
  for (const Merge& merge : repository::merges_into(tx, id)) {
    const Case c = get(tx, whole, merge.from);
    found.push_back({c.id, c.number, c.subject, merge.at});
  }
  return found;
}

void Service::note_arrival(db::Tx& tx, CaseId alias, ContactId contact) {
  for (const Merge& merge : way_of(tx, alias))
    repository::insert_item(tx, merge.id, "arrived", contact.value);
}

void Service::index(db::Tx& tx, CaseId id) {
  const access::Scope whole = access::Scope::system("case.index");
  const Case c = get(tx, whole, id);
  if (!c.merged_into.empty()) {
    search_.set_case(tx, id, {});  // found through the case that took it in
    return;
  }
  std::string words = c.number + ' ' + c.subject;
  const auto add = [&](std::string_view more) {
    words += '\n';
    words += more;
  };
  // The numbers of its aliases, and of theirs, lead here.
  std::vector<Merge> under = repository::merges_into(tx, id);
  for (std::size_t i = 0; i < under.size(); ++i) {
    const Case alias = get(tx, whole, under[i].from);
    add(alias.number + ' ' + alias.subject);
    for (const Merge& deeper : repository::merges_into(tx, alias.id)) under.push_back(deeper);
  }
  for (const Role& role : repository::roles(tx, id)) {
    add(role.name);
    const auto identities = role.person.empty() ? people_.organisation(tx, role.organisation)->identities
                                                : people_.get(tx, whole, role.person).identities;
    for (const people::Identity& identity : identities) add(identity.value);
  }
  for (const contacts::Contact& contact : contacts_.of_case(tx, id))
    add(contact.subject + ' ' + contact.from.name + ' ' + contact.from.address + '\n' + contact.text);
  for (const Note& note : repository::notes(tx, id)) add(note.text);
  search_.set_case(tx, id, words);
}

}  // namespace aproape::cases
