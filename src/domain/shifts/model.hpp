#pragma once

#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"

namespace aproape::shifts {

using NoteId = Id<struct ShiftNoteTag>;
using HandoverId = Id<struct HandoverTag>;

// A line of a unit's log.
struct Note {
  NoteId id;
  UnitId unit;
  AccountId author;
  std::string text;
  std::vector<CaseId> cases;  // that it speaks of
  bool open_point = false;    // somebody has to do something about it
  Millis at = 0;
  std::optional<Millis> done_at;  // of an open point
  AccountId done_by;
};

// One shift's word to the next. It waits until somebody of the next shift accepts it.
struct Handover {
  HandoverId id;
  UnitId unit;
  AccountId by;
  std::string summary;
  Millis at = 0;
  AccountId accepted_by;
  std::optional<Millis> accepted_at;
};

}  // namespace aproape::shifts
