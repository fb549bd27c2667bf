#pragma once

#include <string>

#include "base/id.hpp"
#include "base/time.hpp"

namespace aproape::calls {

// A call as far as app has heard of it.
struct Call {
  IntakeId id;  // as voice knows it; the intake of its contact
  CaseId case_id;
  std::string line;
  std::string dialled;  // our number
  std::string state;    // "incoming", "waiting", "talking", "ended"
  Millis began_at = 0;
  Millis state_at = 0;
  bool held = false;  // the caller hears music meanwhile
  AccountId agent;    // who serves it by a browser; empty: nobody yet
  std::string leg;    // the token of his browser's sound
};

}  // namespace aproape::calls
