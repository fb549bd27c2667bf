#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aproape::text {

// The numbering plan of a country: a line of catalog/phone_metadata.csv.
struct NumberingPlan {
  struct Format {
    std::vector<std::pair<std::size_t, std::size_t>> groups;  // least and most digits of each
    std::string starts;  // pattern of the national numbers that it is for
  };
  std::string country;
  std::string code;
  std::string international_prefix;  // "00", "011"; empty where it is a pattern
  std::string national_prefix;       // "0"
  std::vector<std::size_t> lengths;
  std::string pattern;  // of a national number
  std::string own;      // what is this country's of a shared code; with ^: how such numbers begin
  std::vector<Format> formats;
};

// All plans, in the order of calling codes; of a shared code the main country comes first. Read once from the
// data that the binary carries. Thread-safe.
[[nodiscard]] const std::vector<NumberingPlan>& numbering_plans();

// nullptr where a country has none.
[[nodiscard]] const NumberingPlan* plan_of(std::string_view country);

}  // namespace aproape::text
