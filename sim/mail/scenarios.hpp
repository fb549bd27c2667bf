#pragma once

#include <initializer_list>
#include <span>
#include <string_view>

namespace sim {

using Lines = std::initializer_list<std::string_view>;

// What a citizen writes about. {c} = city, {t} = country, {d} = a day, {n} = a number, {w} = a relative.
struct Scenario {
  std::string_view topic;     // code of the taxonomy that the author had in mind
  std::string_view language;  // "ro", "en", "it", "es", "de", "fr"
  Lines subjects;
  Lines facts;     // some of them are told
  Lines requests;  // one or two are asked
};
[[nodiscard]] std::span<const Scenario> scenarios();

// How people of a language write around their matter.
struct Manner {
  std::string_view language;
  Lines openings;
  Lines closings;
  Lines days;
  Lines relatives;      // {w}
  Lines circumstances;  // who writes, why it presses; thrown in anywhere
  Lines remarks;        // behind the request
};
[[nodiscard]] const Manner& manner_of(std::string_view language);

// Where people write from.
struct Place {
  std::string_view city;
  std::string_view country;
  std::string_view phone;  // prefix and first digits of a number that nobody has
};
[[nodiscard]] std::span<const Place> places();

}  // namespace sim
