#pragma once

#include <cstdint>
#include <string>

#include "base/id.hpp"
#include "base/time.hpp"

namespace aproape::duty {

using ShiftId = Id<struct DutyShiftTag>;

// Somebody who answers the emergencies of a unit from one moment to another.
struct Shift {
  ShiftId id;
  UnitId unit;
  std::string role;     // "consul" or "deputy" of a mission, "officer" of the centre
  AccountId account;    // empty: somebody without one
  std::string name;     // who it is, for the history of a case
  std::string address;  // what rings: a number in E.164 or "sip:…"
  Millis from = 0;
  Millis until = 0;  // no part of it
  std::string note;  // handed over to the next
  std::int64_t version = 1;

  [[nodiscard]] bool covers(Millis at) const { return from <= at && at < until; }
};

// How the emergencies of a unit are hunted.
struct Plan {
  UnitId unit;
  UnitId neighbour;       // whose consul is rung where nobody here accepts; empty: none
  int ring_seconds = 25;  // how long each rings
  int rounds = 2;
  bool deputy = false;  // a deputy is expected at all times: his absence is a gap
};

// A time without anybody in a role that the plan wants.
struct Gap {
  std::string role;
  Millis from = 0;
  Millis until = 0;
};

}  // namespace aproape::duty
