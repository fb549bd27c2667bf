#include "domain/calls/repository.hpp"

namespace aproape::calls::repository {

bool insert(db::Tx& tx, IntakeId call, const protocol::VoiceEvent& event) {
  protocol::VoiceEvent kept = event;
  kept.from.clear();  // personal data: it stands in the contact
  return tx.exec(
             "insert into call_event (call_id, number, at, kind, target, result, detail) "
             "values ($1, $2, $3, $4, $5, $6, $7) on conflict (call_id, number) do nothing",
             {call, event.number, event.at, protocol::name_of(event.kind), event.target, event.result,
              protocol::write_line(kept)}) == 1;
}

bool has(db::Tx& tx, IntakeId call, protocol::VoiceEvent::Kind kind) {
  return tx
      .one("select number from call_event where call_id = $1 and kind = $2 limit 1",
           {call, protocol::name_of(kind)})
      .has_value();
}

}  // namespace aproape::calls::repository
