#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"

namespace aproape::network {

using ClosureId = Id<struct ClosureTag>;
using CompetenceId = Id<struct CompetenceTag>;

// Where work belongs. Dates are "2026-11-24" in the unit's own zone; empty = no bound.
struct Unit {
  UnitId id;
  std::string code;  // "it-rome-amb", "centre", "central-mail"
  std::string kind;  // "centre", "central", "region", "mission"
  std::string
      post;  // of a mission: "embassy", "consulate_general", "consulate", "consular_office", "representation"
  UnitId parent;  // empty at the root
  std::string name_ro;
  std::string name_en;
  std::string country;  // ISO 3166 alpha-2 of the seat; empty for a region
  std::string city;
  std::string time_zone;  // IANA
  std::string address;
  std::string email;
  std::string phone;
  std::string emergency_phone;
  std::string valid_from;
  std::string valid_to;
  std::int64_t version = 1;
};

struct Hours {
  int day = 1;   // 1 Monday to 7 Sunday
  int from = 0;  // minutes of the local day
  int to = 0;
};

struct Closure {
  ClosureId id;
  UnitId unit;
  std::string from;  // dates, both included
  std::string to;
  std::string reason_ro;
  std::string reason_en;
};

struct Holiday {
  std::string country;
  std::string day;
  std::string name_ro;
  std::string name_en;
};

// Which unit serves which area.
struct Competence {
  CompetenceId id;
  std::string country;
  std::string district;  // a name ("Lombardia, Liguria"); empty = the country, or what no district takes
  std::string places;    // cities and regions of the district in their usual spellings, separated by "|"
  UnitId unit;
  std::string service;  // empty = all
  std::string valid_from;
  std::string valid_to;
  bool to_verify = false;
  std::string basis;  // why: a source, or "nearest"
  std::int64_t version = 1;
};

struct Country {
  std::string code;  // ISO 3166 alpha-2
  std::string name_ro;
  std::string name_en;
  std::string languages;  // "it|de"
};

// Why a unit was found.
enum class Evidence { address, country, place, phone };

struct Finding {
  UnitId unit;
  Evidence evidence = Evidence::country;
  std::string country;     // whose competence it is
  std::string matched;     // the place or prefix that decided ("Milano", "+39"); empty for the country alone
  bool to_verify = false;  // the competence is a guess of the demonstration data
  bool sole = true;  // false where several missions share the country and no district decided: the embassy
};

// Whether a mission's counter is open, and why not.
struct Opening {
  bool open = false;
  std::string local_time;  // "2026-11-24T09:15:00+01:00"
  std::string reason;      // "hours", "closure", "holiday"; empty where open
};

}  // namespace aproape::network
