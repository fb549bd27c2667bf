#pragma once

#include "db/database.hpp"
#include "domain/calls/model.hpp"
#include "domain/cases/service.hpp"
#include "domain/contacts/service.hpp"
#include "domain/people/service.hpp"
#include "protocol/voice_message.hpp"

namespace aproape::calls {

// Takes what the voice role tells of its calls. Thread-safe: it keeps no state.
class Service {
 public:
  Service(db::Database& database, people::Service& people, contacts::Service& contacts,
          cases::Service& cases);

  // `unit` is whose work a new call is. Stores one event with what follows from it, durable on return: a
  // contact and a case when a call comes in (P1 on an emergency line, or once the consul on duty is hunted),
  // then its path as lines of the case's history, and a task to call back where it was cut off or nobody
  // spoke with the caller. False where the event was known: nothing changes. Throws Error{invalid,
  // "voice.call"} where the call's id is none.
  bool take(const protocol::VoiceEvent& event, UnitId unit);

  // The calls that run in cases that the scope's account holds, oldest first.
  [[nodiscard]] std::vector<Call> own(db::Tx& tx, const access::Scope& scope) const;
  // The scope's account, which holds the case, serves the call from now on by the sound of its browser, whose
  // token is `leg` of the answer: the given one, or that of before where it serves the call already, so that
  // a page that was loaded again goes on.
  // Throws Error{not_found, "call.not_found"} for another's case, {conflict, "call.ended"}, {conflict,
  // "call.taken"} where somebody else serves it.
  Call serve(db::Tx& tx, const access::Scope& scope, IntakeId id, std::string_view leg);
  // It could not be served after all.
  void give_back(db::Tx& tx, const access::Scope& scope, IntakeId id);
  // A call that the scope's account serves now. Throws as serve(), and {not_found} where it does not.
  [[nodiscard]] Call served(db::Tx& tx, const access::Scope& scope, IntakeId id) const;

 private:
  [[nodiscard]] Call running(db::Tx& tx, const access::Scope& scope, IntakeId id) const;
  void open(db::Tx& tx, const access::Scope& scope, IntakeId call, const protocol::VoiceEvent& event,
            UnitId unit);
  void follow(db::Tx& tx, const access::Scope& scope, IntakeId call, const protocol::VoiceEvent& event);

  db::Database& database_;
  people::Service& people_;
  contacts::Service& contacts_;
  cases::Service& cases_;
};

}  // namespace aproape::calls
