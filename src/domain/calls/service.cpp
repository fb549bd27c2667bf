#include "domain/calls/service.hpp"

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/calls/repository.hpp"
#include "i18n/texts.hpp"

namespace aproape::calls {

using protocol::VoiceEvent;

namespace {

// The state that begins with an event; empty: none does.
std::string_view state_of(VoiceEvent::Kind kind) {
  switch (kind) {
    case VoiceEvent::Kind::waiting:
      return "waiting";
    case VoiceEvent::Kind::answered:
      return "talking";
    case VoiceEvent::Kind::ended:
      return "ended";
    default:
      return {};
  }
}

// Whether from now on somebody should take the call, or what it leaves behind.
bool wants_somebody(const VoiceEvent& event) {
  return event.kind == VoiceEvent::Kind::waiting || event.kind == VoiceEvent::Kind::answered ||
         event.kind == VoiceEvent::Kind::ended;
}

}  // namespace

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
  } else {
    made.flags.emplace_back(cases::kInMenu);
  }
  if (!event.from.empty())
    made.requester = people_.find_or_make(
        tx, scope, {.name = event.from, .language = "ro", .kind = "phone", .value = event.from});
  contacts::Contact contact;
  contact.case_id = cases_.open(tx, scope, made).id;
  repository::insert(
      tx, {call, contact.case_id, event.line, event.to, "incoming", event.at, event.at, false, {}, {}});
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
  if (const auto state = state_of(event.kind); !state.empty())
    repository::set_state(tx, call, state, event.at);
  if (event.kind == VoiceEvent::Kind::waiting) repository::free(tx, call);
  const bool of_caller = event.target == "caller";  // his own telephone: he put us on hold
  if (event.kind == VoiceEvent::Kind::step && !of_caller &&
      (event.result == "hold" || event.result == "back"))
    repository::set_held(tx, call, event.result == "hold");
  if (wants_somebody(event)) cases_.remove_flag(tx, where, cases::kInMenu);
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

std::vector<Call> Service::own(db::Tx& tx, const access::Scope& scope) const {
  return repository::live_of(tx, scope.account());
}

Call Service::running(db::Tx& tx, const access::Scope& scope, IntakeId id) const {
  auto call = repository::find(tx, id);
  if (!call) throw Error(ErrorKind::not_found, "call.not_found");
  call->case_id = cases_.resolve(tx, call->case_id);
  if (cases_.get(tx, scope, call->case_id).holder != scope.account())
    throw Error(ErrorKind::not_found, "call.not_found");
  if (call->state == "ended") throw Error(ErrorKind::conflict, "call.ended");
  return *call;
}

Call Service::serve(db::Tx& tx, const access::Scope& scope, IntakeId id, std::string_view leg) {
  Call call = running(tx, scope, id);
  if (call.agent != scope.account()) call.leg = leg;
  if (!repository::take(tx, id, scope.account(), call.leg)) throw Error(ErrorKind::conflict, "call.taken");
  return call;
}

void Service::give_back(db::Tx& tx, const access::Scope& scope, IntakeId id) {
  repository::release(tx, id, scope.account());
}

Call Service::served(db::Tx& tx, const access::Scope& scope, IntakeId id) const {
  Call call = running(tx, scope, id);
  if (call.agent != scope.account()) throw Error(ErrorKind::not_found, "call.not_found");
  return call;
}

}  // namespace aproape::calls
