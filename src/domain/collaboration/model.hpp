#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"

namespace aproape::collaboration {

using NoticeId = Id<struct NoticeTag>;
using TeamId = Id<struct TeamTag>;

// Something that one account is told of.
struct Notice {
  NoticeId id;
  AccountId account;
  std::string kind;    // "mention", "team", "followed", "handover"
  std::string detail;  // "followed", "handover": the type of the event; "team": its code
  CaseId case_id;
  AccountId actor;  // empty: the program
  std::string actor_name;
  Millis at = 0;
  std::optional<Millis> read_at;
};

struct Member {
  AccountId id;
  std::string name;
};

// A group inside a unit.
struct Team {
  TeamId id;
  UnitId unit;
  std::string code;  // "@CODE": lower case letters, digits, '.', '-', '_'
  std::string name;
  bool closed = false;  // takes no new cases and no mentions
  std::int64_t version = 1;
  std::vector<Member> members;  // by name
};

}  // namespace aproape::collaboration
