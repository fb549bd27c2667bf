// Two matters in one thread: some contacts become a case of their own.
#include <algorithm>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/cases/matter.hpp"
#include "domain/cases/parts_repository.hpp"
#include "domain/cases/repository.hpp"
#include "domain/cases/service.hpp"
#include "domain/cases/snippet.hpp"

namespace aproape::cases {
namespace {

bool incoming(const contacts::Contact& contact) {
  return contact.direction == contacts::Direction::in;
}

// What a person wrote last; nullptr where only machines did.
const contacts::Contact* last_word(const std::vector<contacts::Contact>& contacts) {
  const auto last = std::find_if(contacts.rbegin(), contacts.rend(),
                                 [](const contacts::Contact& contact) { return !contact.automatic; });
  return last == contacts.rend() ? nullptr : &*last;
}

// Whose turn it is, by the last word; gives whether it is ours.
bool take_turn(Case& c, const std::vector<contacts::Contact>& contacts) {
  const contacts::Contact* last = last_word(contacts);
  if (last == nullptr) return false;
  c.snippet = snippet(last->text);
  c.answer_due = incoming(*last);
  return c.answer_due;
}

}  // namespace

Case Service::split(db::Tx& tx, const access::Scope& scope, CaseId id, std::int64_t version,
                    const std::vector<ContactId>& chosen, std::string_view subject) {
  Case c = for_change(tx, scope, id, version);
  if (!c.merged_into.empty()) throw Error(ErrorKind::conflict, "case.merged");
  std::vector<contacts::Contact> stay, go;
  for (contacts::Contact& contact : contacts_.of_case(tx, id)) {
    const bool goes = std::find(chosen.begin(), chosen.end(), contact.id) != chosen.end();
    (goes ? go : stay).push_back(std::move(contact));
  }
  if (go.empty() || go.size() != chosen.size()) throw Error("case.invalid", {{"contacts", "field.invalid"}});
  if (stay.empty()) throw Error("case.split_all", {{"contacts", "case.split_all"}});
  const contacts::Contact& first = go.front();
  NewCase what;
  what.subject = subject.empty() ? first.subject : subject;
  if (what.subject.empty()) what.subject = c.subject;
  if (what.subject.size() > 1000) throw Error("case.invalid", {{"subject", "field.invalid"}});
  what.unit = c.unit;
  what.channel = first.channel;
  what.language = c.language;
  what.requester = first.person.empty() ? c.requester : first.person;
  what.urgency = c.urgency;
  what.family = c.family;
  what.category = c.category;
  what.subcategory = c.subcategory;
  what.placed_by = c.placed_by;
  // The terms count from the citizen's letter, not from the moment at which we saw that it was a second
  // matter.
  what.written_at = first.at;
  Case made = open(tx, scope, what);

  std::vector<ContactId> ids;
  for (const contacts::Contact& contact : go) ids.push_back(contact.id);
  contacts_.move(tx, ids, id, made.id);
  made.holder = c.holder;
  if (!made.holder.empty()) made.status = "open";
  if (take_turn(made, go)) {
    repository::set_last_in(tx, made.id, go.back().at);
    deadlines::Matter matter = matter_of(made);
    matter.wrote_at = last_word(go)->at;
    (void)deadlines_.follow(tx, matter, deadlines::Turn::citizen_wrote);
  }
  // What stays waits for an answer only where the case did.
  const bool due = c.answer_due;
  take_turn(c, stay);
  c.answer_due = c.answer_due && due;
  for (Case* each : {&made, &c}) refresh_attachment_flag(tx, *each);
  repository::insert_link(tx, id, made.id, "split");
  repository::insert_link(tx, made.id, id, "split");
  made = save(tx, scope, std::move(made), "case.split_from", "contacts",
              json::write(json::Object{{"case", id.str()}}));
  save(tx, scope, std::move(c), "case.split", "contacts", json::write(json::Object{{"case", made.id.str()}}));
  index(tx, id);
  index(tx, made.id);
  return made;
}

}  // namespace aproape::cases
