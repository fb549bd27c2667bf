#pragma once

#include <optional>
#include <vector>

#include "base/id.hpp"
#include "db/database.hpp"
#include "domain/calls/model.hpp"
#include "protocol/voice_message.hpp"

namespace aproape::calls::repository {

// Keeps an event. False where it is there already.
bool insert(db::Tx& tx, IntakeId call, const protocol::VoiceEvent& event);

// Whether anything of this kind was told of a call.
[[nodiscard]] bool has(db::Tx& tx, IntakeId call, protocol::VoiceEvent::Kind kind);

// Keeps a call that is not there yet.
void insert(db::Tx& tx, const Call& call);
[[nodiscard]] std::optional<Call> find(db::Tx& tx, IntakeId id);
void set_state(db::Tx& tx, IntakeId id, std::string_view state, Millis at);
void set_held(db::Tx& tx, IntakeId id, bool held);
// Makes somebody the one who serves a call that runs, unless another does; false where another does.
[[nodiscard]] bool take(db::Tx& tx, IntakeId id, AccountId agent, std::string_view leg);
// Gives it back: nobody serves it.
void release(db::Tx& tx, IntakeId id, AccountId agent);
// Those that have not ended of cases that the account holds, oldest first.
[[nodiscard]] std::vector<Call> live_of(db::Tx& tx, AccountId holder);

}  // namespace aproape::calls::repository
