#pragma once

#include "base/id.hpp"
#include "db/database.hpp"
#include "protocol/voice_message.hpp"

namespace aproape::calls::repository {

// Keeps an event. False where it is there already.
bool insert(db::Tx& tx, IntakeId call, const protocol::VoiceEvent& event);

// Whether anything of this kind was told of a call.
[[nodiscard]] bool has(db::Tx& tx, IntakeId call, protocol::VoiceEvent::Kind kind);

}  // namespace aproape::calls::repository
