#include "domain/calls/service.hpp"

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/calls/repository.hpp"
#include "i18n/texts.hpp"

namespace aproape::calls {

using protocol::VoiceEvent;

Service::Service(db::Database& database, people::Service& people, contacts::Service& contacts,
                 cases::Service& cases)
    : database_(database), people_(people), contacts_(contacts), cases_(cases) {}

bool Service::take(const VoiceEvent& event, UnitId unit) {
  const auto call = parse<IntakeId>(event.call);
  if (!call) throw Error(ErrorKind::invalid, "voice.call");
  const auto scope = access::Scope::system("call.intake");
  return database_.write([&](db::Tx& tx) {
    if (!repository::insert(tx, *call, event)) return false;
    if (event.kind == VoiceEvent::Kind::incoming)
      open(tx, scope, *call, event, unit);
    else
      follow(tx, scope, *call, event);
    return true;
  });
}

void Service::open(db::Tx& tx, const access::Scope& scope, IntakeId call, const VoiceEvent& event,
                   UnitId unit) {
  if (contacts_.by_intake(tx, call)) return;  // the same call, told by a journal that was set back
  cases::NewCase made;
  made.subject = i18n::Texts::standard().text(event.emergency ? "call.emergency" : "call.subject", "ro",
                                              {{"number", event.to}});
  made.unit = unit;
  made.channel = "call";
  made.language = "ro";
  made.placed_by.reason = "central";
  if (event.emergency) {
    made.urgency = "P1";
    made.family = "assistance";
    made.flags.emplace_back("emergency_line");
  }
  if (!event.from.empty())
    made.requester = people_.find_or_make(
        tx, scope, {.name = event.from, .language = "ro", .kind = "phone", .value = event.from});
  contacts::Contact contact;
  contact.case_id = cases_.open(tx, scope, made).id;
  contact.intake = call;
  contact.channel = "call";
  contact.from = {"", event.from};
  contact.to = {{"", event.to}};
  contact.subject = made.subject;
  contact.person = made.requester;
  contact.threaded_by = "new";
  contact.at = event.at;
  cases_.add_contact(tx, scope, contact);
}

void Service::follow(db::Tx& tx, const access::Scope& scope, IntakeId call, const VoiceEvent& event) {
  const auto id = contacts_.by_intake(tx, call);
  const auto contact = id ? contacts_.find(tx, *id) : std::nullopt;
  if (!contact) return;  // a call from before this database; its event is kept
  const CaseId where = cases_.resolve(tx, contact->case_id);
  json::Object data{{"contact", contact->id.str()}};
  if (!event.target.empty()) data.set("target", event.target);
  if (!event.result.empty()) data.set("result", event.result);
  if (event.kind != VoiceEvent::Kind::digit)
    cases_.note_event(tx, scope, where, "call." + std::string(protocol::name_of(event.kind)),
                      json::write(data));
  // Whoever asks for the consul on duty by a key is in no less danger than on an emergency line.
  if (event.kind == VoiceEvent::Kind::step && event.target.starts_with("hunt:") &&
      cases_.get(tx, scope, where).urgency != "P1")
    cases_.change(tx, scope, where, 0, {.urgency = "P1"});
  if (event.kind != VoiceEvent::Kind::ended) return;
  const bool spoken = repository::has(tx, call, VoiceEvent::Kind::answered);
  if (event.result == "cut" || !spoken) {
    const auto& texts = i18n::Texts::standard();
    cases_.add_system_task(
        tx, where, "call_back",
        texts.text(event.result == "cut" ? "call.task_cut" : "call.task_unanswered", "ro"));
  }
}

}  // namespace aproape::calls
