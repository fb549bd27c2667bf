#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"

namespace aproape::telephony {

using LineId = Id<struct LineTag>;
using MenuId = Id<struct VoiceMenuTag>;
using TrunkId = Id<struct TrunkTag>;
using AnnouncementId = Id<struct AnnouncementTag>;

// Language to what is said in it.
using Spoken = std::map<std::string, std::string>;

// Where a call goes, whichever line it came by.
struct Action {
  // "menu", "emergency" (the duty of the line's unit), "queue", "voicemail", "say" or "hangup"
  std::string kind = "hangup";
  std::string target;    // code of the menu, or of the unit whose queue it is; empty: the line's own queue
  Spoken text;           // say
  std::string language;  // from here on; empty: as before
  friend bool operator==(const Action&, const Action&) = default;
};

// Keys to press after a text. At most three; the emergency is always 1.
struct Menu {
  struct Option {
    char key = '1';
    Action action;
    friend bool operator==(const Option&, const Option&) = default;
  };
  MenuId id;
  std::string code;  // "consulat"
  std::string name;
  Spoken prompt;
  std::vector<Option> options;
  Action otherwise;  // where nothing or a wrong key came: telephones without keys are served too
  std::int64_t version = 1;
};

// A dialled number from one moment to another.
struct Line {
  LineId id;
  std::string number;  // as the trunk dials it: E.164, or the user part of a SIP address
  std::string name;
  UnitId unit;
  std::string language = "ro";
  bool emergency = false;       // known as an emergency number: its cases are P1
  bool redirected = true;       // to the centre's queue instead of the unit's own
  bool recorded = false;        // after a notice
  bool operator_first = false;  // an operator asks whether it is an emergency before somebody is woken
  bool always_open = false;     // else the unit's opening hours choose between the two plans
  Action day;
  Action night;
  Millis from = 0;
  std::optional<Millis> until;
  Millis changed_at = 0;
  AccountId changed_by;
  std::int64_t version = 1;

  [[nodiscard]] bool valid(Millis at) const { return from <= at && (!until || at < *until); }
};

// A carrier or telephone system.
struct Trunk {
  TrunkId id;
  std::string name;
  std::string host;  // with :port where it is not 5060
  std::string login;
  std::string secret;  // as it is kept: sealed
  bool registers = false;
  std::vector<std::string> prefixes;
  std::vector<std::string> allow;
  std::int64_t version = 1;
};

// Said for a time before everything else, except to who calls an emergency number.
struct Announcement {
  AnnouncementId id;
  LineId line;          // one of these three, or none: on all lines
  UnitId unit;          //
  std::string country;  // ISO 3166, of the line's unit
  Spoken texts;
  Millis from = 0;
  std::optional<Millis> until;
  std::int64_t version = 1;

  [[nodiscard]] bool valid(Millis at) const { return from <= at && (!until || at < *until); }
};

}  // namespace aproape::telephony
