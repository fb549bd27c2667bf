#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace aproape::text {

// A telephone number by the numbering plans of catalog/phone_metadata.csv.
struct Phone {
  std::string e164;  // "+40215550100"
  std::string
      country;  // ISO 3166 of its plan; empty where a code belongs to no country or to several undecidedly
  bool valid = false;  // length fits the plan of the country
};

// Reads a number as people write it: "+40 21 555 0100", "0040…", "(021) 555-0100" with `country` as the
// country whose national form is meant ("" = only international forms). nullopt where it cannot be a number.
[[nodiscard]] std::optional<Phone> parse_phone(std::string_view text, std::string_view country = {});

// "+40 21 555 0100": grouped as in its country where the plan is known, else after the calling code.
[[nodiscard]] std::string format_phone(std::string_view e164);

// Country of a number in E.164; empty where unknown.
[[nodiscard]] std::string phone_country(std::string_view e164);

// The calling code of a country ("RO" → "40"); empty where unknown.
[[nodiscard]] std::string calling_code(std::string_view country);

// The numbers written in a running text in international form, in order, each once, at most 20.
[[nodiscard]] std::vector<Phone> find_phones(std::string_view text);

}  // namespace aproape::text
