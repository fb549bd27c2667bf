#include "domain/cases/service.hpp"

#include <algorithm>
#include <cstdio>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/cases/matter.hpp"
#include "domain/cases/parts_repository.hpp"
#include "domain/cases/repository.hpp"
#include "domain/cases/rights.hpp"
#include "domain/cases/snippet.hpp"
#include "domain/cases/stand.hpp"
#include "domain/cases/tally.hpp"

namespace aproape::cases {
namespace {

constexpr int kLongestChain = 16;

// "AP-2026-000123"; the year is Bucharest's only to within hours, so UTC's is taken.
std::string case_number(db::Tx& tx, Millis now) {
  const std::string year = to_rfc3339(now).substr(0, 4);
  char number[32];
  std::snprintf(number, sizeof number, "AP-%s-%06lld", year.c_str(),
                static_cast<long long>(tx.next_number("case/" + year)));
  return number;
}

bool add_once(std::vector<std::string>& flags, std::string_view flag) {
  if (std::find(flags.begin(), flags.end(), flag) != flags.end()) return false;
  flags.emplace_back(flag);
  return true;
}

}  // namespace

Service::Service(db::Database& database, audit::Service& audit, people::Service& people,
                 contacts::Service& contacts, search::Service& search, deadlines::Service& deadlines,
                 routing::Service& routing, classification::Service& classification)
    : database_(database),
      audit_(audit),
      people_(people),
      contacts_(contacts),
      search_(search),
      deadlines_(deadlines),
      routing_(routing),
      classification_(classification) {}

Case Service::open(db::Tx& tx, const access::Scope& scope, const NewCase& what) {
  const Millis now = database_.clock().now();
  if (!scope.may("case.write", what.unit)) throw Error("case.invalid", {{"unit", "unit.unknown"}});
  Case c;
  c.id = make_id<CaseId>();
  c.number = case_number(tx, now);
  c.subject = what.subject;
  c.urgency = what.urgency;
  c.family = what.family;
  c.category = what.category;
  c.subcategory = what.subcategory;
  c.unit = what.unit;
  c.channel = what.channel;
  c.language = what.language;
  c.requester = what.requester;
  c.placed_by = what.placed_by;
  c.ring = what.ring;
  c.flags = what.flags;
  c.registered_at = what.registered_at;
  c.created_at = c.updated_at = now;
  repository::insert(tx, c);
  repository::count_new(tx, c);
  if (what.written_at) {
    deadlines::Matter matter = matter_of(c);
    matter.opened_at = *what.written_at;
    (void)deadlines_.follow(tx, matter, deadlines::Turn::same);
  }
  repository::set_due(tx, c.id, due_of(tx, c, deadlines::Turn::same));
  routing_.follow(tx, work_of(c));
  std::string words = c.number + ' ' + c.subject;
  if (!c.requester.empty()) {
    repository::insert(tx, c.id, Role{make_id<RoleId>(), "requester", c.requester, {}, {}, false});
    const people::Person person = people_.get(tx, access::Scope::system("case.open"), c.requester);
    words += ' ' + person.name;
    for (const people::Identity& identity : person.identities) words += ' ' + identity.value;
  }
  search_.add_to_case(tx, c.id, words);
  repository::insert(tx, c.id, Entry{next_id(), "case.created", scope.account(), {}, "{}", now});
  tx.publish({"case.created", "case", c.id.value, c.unit.value, scope.account().value,
              json::write(json::Object{{"version", 1}})});
  audit_.note_change(tx, audit::Actor(scope), "case.created", "case", c.id.value);
  return get(tx, access::Scope::system("case.open"), c.id);
}

ContactId Service::add_contact(db::Tx& tx, const access::Scope& scope, contacts::Contact contact) {
  const ContactReading reading = read(tx, contact);
  return add_contact(tx, scope, std::move(contact), reading);
}

ContactId Service::add_contact(db::Tx& tx, const access::Scope& scope, contacts::Contact contact,
                               const ContactReading& reading) {
  if (!contact.intake.empty())
    if (const auto earlier = contacts_.by_intake(tx, contact.intake)) return *earlier;
  const CaseId named = contact.case_id;
  contact.case_id = resolve(tx, named);
  Case c = for_change(tx, scope, contact.case_id, 0);
  const ContactId id = contacts_.add(tx, contact);
  if (named != c.id) note_arrival(tx, named, id);
  search_.add_to_case(tx, c.id, reading.terms);
  const bool incoming = contact.direction == contacts::Direction::in;
  for (const contacts::Attachment& attachment : contact.attachments)
    if (!attachment.inline_part) add_once(c.flags, "attachment");
  if (incoming) repository::set_last_in(tx, c.id, database_.clock().now());
  std::string classified;
  // A call brings no words of the citizen: there is nothing to classify.
  const bool words = contact.channel != "call" || !contact.text.empty();
  if (incoming && words) classified = take_verdict(tx, c, contact, reading.verdict);
  std::string type = "contact.added";
  auto turn = deadlines::Turn::same;
  if (incoming && !contact.automatic) {
    turn = deadlines::Turn::citizen_wrote;
    c.snippet = snippet(contact.text);
    if (c.status == "closed") type = "case.reopened";
    open_by_citizen(c);
  }
  c = save(tx, scope, std::move(c), type, "contacts", json::write(json::Object{{"contact", id.str()}}), turn);
  // Rules are asked afterwards, by a job: what one of them does wrong keeps no mail out.
  if (incoming && !contact.automatic)
    tx.enqueue({"rules.run", json::write(json::Object{{"contact", id.str()}}), id.str(), 0, 0});
  if (!classified.empty()) record(tx, scope, c, "case.classified", "classification", classified);
  return id;
}

void Service::link(db::Tx& tx, const access::Scope& scope, CaseId id, CaseId named, std::string_view reason) {
  const CaseId other = resolve(tx, named);
  Case c = for_change(tx, scope, id, 0);
  (void)for_change(tx, scope, other, 0);
  if (id == other) throw Error("case.link_self", {{"case", "field.invalid"}});
  repository::insert_link(tx, id, other, reason);
  repository::insert_link(tx, other, id, reason);
  save(tx, scope, std::move(c), "case.linked", "links", json::write(json::Object{{"case", other.str()}}));
}

void Service::add_flag(db::Tx& tx, CaseId id, std::string_view flag) {
  const access::Scope scope = access::Scope::system("case.flag");
  Case c = for_change(tx, scope, resolve(tx, id), 0);
  if (add_once(c.flags, flag))
    save(tx, scope, std::move(c), "case.flagged", "flags", json::write(json::Object{{"flag", flag}}));
}

void Service::remove_flag(db::Tx& tx, CaseId id, std::string_view flag) {
  const access::Scope scope = access::Scope::system("case.flag");
  Case c = for_change(tx, scope, resolve(tx, id), 0);
  if (std::erase(c.flags, flag) != 0)
    save(tx, scope, std::move(c), "case.changed", "flags", json::write(json::Object{{"off", flag}}));
}

TaskId Service::add_system_task(db::Tx& tx, CaseId id, std::string_view kind, std::string_view title) {
  const access::Scope scope = access::Scope::system("case.task");
  Case c = for_change(tx, scope, resolve(tx, id), 0);
  Task task;
  task.id = make_id<TaskId>();
  task.case_id = c.id;
  task.kind = kind;
  task.title = title;
  task.holder = c.holder;
  task.created_at = database_.clock().now();
  repository::insert(tx, task);
  c.answer_due = true;
  save(tx, scope, std::move(c), "task.added", "tasks", json::write(json::Object{{"task", task.id.str()}}));
  return task.id;
}

void Service::note_event(db::Tx& tx, const access::Scope& scope, CaseId id, std::string_view type,
                         std::string_view data) {
  record(tx, scope, get(tx, scope, id), type, "messages", data);
}

CaseId Service::resolve(db::Tx& tx, CaseId id) const {
  for (int step = 0; step < kLongestChain; ++step) {
    const CaseId into = repository::merged_into(tx, id);
    if (into.empty()) return id;
    id = into;
  }
  return id;
}

Case Service::for_change(db::Tx& tx, const access::Scope& scope, CaseId id, std::int64_t version) const {
  Case c = get(tx, scope, id);
  require(tx, scope, c, "case.write", database_.clock().now());
  if (version != 0 && c.version != version) throw Error(ErrorKind::stale, "stale");
  return c;
}

Case Service::save(db::Tx& tx, const access::Scope& scope, Case c, std::string_view type,
                   std::string_view fields, std::string_view data, deadlines::Turn turn) {
  const Case before = get(tx, access::Scope::system("case.save"), c.id);
  c.updated_at = database_.clock().now();
  c.due_at = due_of(tx, c, turn);
  if (!repository::update(tx, c)) throw Error(ErrorKind::stale, "stale");
  routing_.follow(tx, work_of(c));
  repository::count_again(tx, before, c);
  ++c.version;
  db::Event event = record(tx, scope, c, type, fields, data);
  if (before.unit != c.unit) {
    // Those whom it leaves must hear of it too.
    event.unit_id = before.unit.value;
    tx.publish(event);
  }
  return get(tx, access::Scope::system("case.save"), c.id);
}

db::Event Service::record(db::Tx& tx, const access::Scope& scope, const Case& c, std::string_view type,
                          std::string_view fields, std::string_view data) {
  repository::insert(
      tx, c.id,
      Entry{next_id(), std::string(type), scope.account(), {}, std::string(data), database_.clock().now()});
  db::Event event{
      std::string(type),
      "case",
      c.id.value,
      c.unit.value,
      scope.account().value,
      json::write(json::Object{{"fields", json::Array{json::Value(fields)}}, {"version", c.version}})};
  tx.publish(event);
  audit_.note_change(tx, audit::Actor(scope), type, "case", c.id.value, data);
  return event;
}

}  // namespace aproape::cases
