#pragma once

#include <map>
#include <string>
#include <vector>

#include "domain/duty/model.hpp"
#include "domain/telephony/model.hpp"
#include "protocol/voice_snapshot.hpp"

namespace aproape::telephony {

// Everything that the configuration of voice is made of.
struct Book {
  // A unit at the moment that the configuration is made for.
  struct Place {
    std::string code;
    std::string country;
    bool open = false;
    std::vector<duty::Shift> chain;  // whom an emergency rings
    duty::Plan plan;
  };
  std::vector<Line> lines;
  std::vector<Menu> menus;
  std::vector<Trunk> trunks;  // with their secrets open
  std::vector<Announcement> announcements;
  std::map<UnitId, Place> places;  // of all units that lines name
  std::string centre;              // code of the unit whose queue takes redirected lines
};

// What voice says by itself, by language.
struct Phrases {
  protocol::SpokenText recording_notice;
  protocol::SpokenText accept;
  protocol::SpokenText trying;
  protocol::SpokenText goodbye;
  protocol::SpokenText waiting;
  protocol::SpokenText voicemail;

  // Those of locale/ ("spoken.…").
  static Phrases standard();
};

// The configuration at a moment, version 0. Only valid lines are in it. Names that it makes: a hunt is
// "duty/UNIT", a queue is the code of its unit or "urgent/UNIT" (an operator first), a menu "MENU/UNIT" and,
// where a line differs from the other lines of its unit, "MENU/UNIT/LINE". Pure.
[[nodiscard]] protocol::VoiceSnapshot make_snapshot(const Book& book, const Phrases& phrases, Millis at);

// The next moment at which time alone changes what make_snapshot gives: the beginning or end of a line or an
// announcement, and each full minute while opening hours count. `at` + 1 day where nothing does.
[[nodiscard]] Millis next_change(const Book& book, Millis at);

}  // namespace aproape::telephony
