#pragma once

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"

namespace aproape::crisis {

using CrisisId = Id<struct CrisisTag>;

struct Crisis {
  CrisisId id;
  std::string name;
  // Where: the countries concerned, and missions whatever their country. One of them at least.
  std::vector<std::string> countries;        // ISO 3166, capitals
  std::vector<std::string> units;            // codes
  std::vector<std::string> categories;       // "PRO" or "TRV.lost-stolen"; empty: all
  std::map<std::string, std::string> texts;  // language to announcement; empty: none is made
  std::string template_code;                 // of the answer; empty: none
  Millis from = 0;
  std::optional<Millis> until;  // none: until somebody ends it
  std::optional<Millis> ended_at;
  AccountId created_by;
  std::int64_t version = 1;

  [[nodiscard]] bool live(Millis now) const { return from <= now && !ended_at && (!until || now < *until); }
};

}  // namespace aproape::crisis
