#include "domain/calls/repository.hpp"

namespace aproape::calls::repository {
namespace {

Call call_of(const db::Row& row) {
  return {row.id<IntakeId>(0), row.id<CaseId>(1), row.text(2),    row.text(3),          row.text(4),
          row.i64(5),          row.i64(6),        row.boolean(7), row.id<AccountId>(8), row.text(9)};
}

}  // namespace

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

void insert(db::Tx& tx, const Call& call) {
  tx.exec(
      "insert into phone_call (id, case_id, line, dialled, state, began_at, state_at, held, agent, leg) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8, 0, '') on conflict (id) do nothing",
      {call.id, call.case_id, call.line, call.dialled, call.state, call.began_at, call.state_at, call.held});
}

std::optional<Call> find(db::Tx& tx, IntakeId id) {
  const auto row = tx.one(
      "select id, case_id, line, dialled, state, began_at, state_at, held, agent, leg from phone_call where "
      "id = $1",
      {id});
  return row ? std::optional(call_of(*row)) : std::nullopt;
}

void set_state(db::Tx& tx, IntakeId id, std::string_view state, Millis at) {
  tx.exec("update phone_call set state = $2, state_at = $3 where id = $1 and state <> 'ended'",
          {id, state, at});
}

void set_held(db::Tx& tx, IntakeId id, bool held) {
  tx.exec("update phone_call set held = $2 where id = $1", {id, held});
}

bool take(db::Tx& tx, IntakeId id, AccountId agent, std::string_view leg) {
  return tx.exec(
             "update phone_call set agent = $2, leg = $3 where id = $1 and state <> 'ended' and "
             "(agent = 0 or agent = $2)",
             {id, agent, leg}) == 1;
}

void release(db::Tx& tx, IntakeId id, AccountId agent) {
  tx.exec("update phone_call set agent = 0, leg = '' where id = $1 and agent = $2", {id, agent});
}

std::vector<Call> live_of(db::Tx& tx, AccountId holder) {
  std::vector<Call> out;
  for (const db::Row& row : tx.query("select p.id, p.case_id, p.line, p.dialled, p.state, p.began_at, "
                                     "p.state_at, p.held, p.agent, p.leg "
                                     "from phone_call p join cases c on c.id = p.case_id "
                                     "where c.holder_id = $1 and p.state <> 'ended' order by p.id limit 20",
                                     {holder}))
    out.push_back(call_of(row));
  return out;
}

}  // namespace aproape::calls::repository
