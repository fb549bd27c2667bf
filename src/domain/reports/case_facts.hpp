#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "domain/cases/model.hpp"
#include "domain/contacts/model.hpp"
#include "domain/deadlines/model.hpp"
#include "domain/knowledge/service.hpp"
#include "domain/messages/model.hpp"
#include "domain/reports/model.hpp"
#include "domain/routing/model.hpp"
#include "domain/satisfaction/model.hpp"

namespace aproape::reports {

// All that the reports know of one case.
struct Material {
  cases::Case matter;
  std::vector<contacts::Brief> contacts;  // of cases merged into it too, oldest first
  std::vector<cases::Entry> entries;
  std::vector<deadlines::Clock> clocks;
  std::vector<cases::Role> roles;
  std::vector<messages::Fate> messages;
  std::vector<knowledge::CaseMark> marks;
  std::vector<routing::Turn> turns;
  std::vector<satisfaction::Answer> answers;  // to the question after closing
  collaboration::TeamId team;                 // that has the case
  std::string country;                        // concerned, ISO code; empty: unknown
  std::vector<PersonId> counted_before;       // helped with the same in an earlier case of the year
};

// What the case contributes to the counters: a pure function of its present state, so that counting twice,
// late or anew gives the same. A case that was merged into another contributes nothing; its contacts count
// there.
[[nodiscard]] std::vector<Fact> facts_of(const Material& material);

// The sort of consular assistance that a subcategory is counted as: "arrest", "death", "hospital", "missing",
// "minor", "stranded"; empty for all others.
[[nodiscard]] std::string_view assistance_of(std::string_view subcategory);
// Whom it concerns: those who stand in the case as its subjects; the one who asks while nobody does. The
// empty id stands for a person that is not known yet.
[[nodiscard]] std::vector<PersonId> assisted(const cases::Case& matter,
                                             const std::vector<cases::Role>& roles);

// Service levels: so many of those that waited were taken within this time (guides: 80/20 and 90/10).
inline constexpr Millis kPickupAim = 20 * kSecond;
inline constexpr Millis kUrgentPickupAim = 10 * kSecond;
// Who says so or better was content.
inline constexpr int kContentScore = 4;
// A first answer within this time is a hit.
inline constexpr Millis kFirstAnswerAim = kDay;

}  // namespace aproape::reports
