#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "protocol/voice_snapshot.hpp"

namespace aproape::telephony {

// A step of the way of a call.
struct Step {
  // "announcement", "menu", "ring", "queue", "voicemail", "say" or "end"
  std::string kind;
  std::string name;     // of the menu, of who is rung, of the queue
  std::string text;     // what the caller hears
  std::string address;  // ring: what rings
  int seconds = 0;      // ring: how long; queue: the caller's patience
  struct Branch;
  std::vector<Branch> branches;  // menu: what the keys do
};

struct Step::Branch {
  char key = '1';
  std::vector<Step> steps;
};

// The way of a call to `number` in a configuration where nobody answers and, but for the branches of menus,
// nobody presses a key: it ends with what happens last. Each menu is opened once. Empty where no line has the
// number. Pure.
[[nodiscard]] std::vector<Step> who_answers(const protocol::VoiceSnapshot& snapshot, std::string_view number);

}  // namespace aproape::telephony
