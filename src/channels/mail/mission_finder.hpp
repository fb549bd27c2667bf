#pragma once

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "domain/network/atlas.hpp"
#include "domain/network/model.hpp"

namespace aproape::mail {

// What a mail and its sender tell of the place where help is wanted.
struct MissionClues {
  std::vector<std::string> recipients;  // original recipients (envelope, Delivered-To, To), as addresses
  std::optional<UnitId> person_unit;    // mission that the sender dealt with before
  std::string person_country;           // residence that we know of, ISO code
  std::string sender_domain;            // of the From address
  std::string subject;
  std::string text;  // quoted lines ("> …") are left out by the finder
};

struct MissionFinding {
  UnitId unit;                        // empty: the central queue
  std::string reason;                 // "address", "person", "text", "phone", "ambiguous", "no_evidence"
  std::vector<std::string> evidence;  // "text: Milano", "phone: +39", … strongest first, shown on screen
  int score = 0;                      // 0 to 100
};

// Network knowledge that the finder asks for; functions may be called often.
struct MissionNetwork {
  const network::Atlas& atlas;
  // Whose an address is, when it is a mission's.
  std::function<std::optional<UnitId>(std::string_view local, std::string_view domain)> by_address;
  // Who serves a country, or a place in it.
  std::function<std::optional<network::Finding>(std::string_view country, std::string_view place)> competent;
  // Country of a unit's seat; empty for a central one.
  std::function<std::string(UnitId)> country_of;
};

// Pure. Looks at the original recipient first, then weighs the known person, places named in the text by
// their setting
// ("locuiesc la", "consulate in", against "born in", "flight to"), phone numbers and the sender's country
// domain. Where two places weigh alike, nobody is guessed: the central queue takes it.
[[nodiscard]] MissionFinding find_mission(const MissionClues& clues, const MissionNetwork& network);

}  // namespace aproape::mail
