#pragma once

#include "db/database.hpp"
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

 private:
  void open(db::Tx& tx, const access::Scope& scope, IntakeId call, const protocol::VoiceEvent& event,
            UnitId unit);
  void follow(db::Tx& tx, const access::Scope& scope, IntakeId call, const protocol::VoiceEvent& event);

  db::Database& database_;
  people::Service& people_;
  contacts::Service& contacts_;
  cases::Service& cases_;
};

}  // namespace aproape::calls
