#pragma once

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "domain/network/model.hpp"

namespace aproape::network {

// The whole network at one moment, with its indexes. Immutable, so any thread may read it.
class Directory {
 public:
  struct Data {
    std::vector<Unit> units;
    std::vector<std::pair<UnitId, Hours>> hours;
    std::vector<Closure> closures;
    std::vector<Holiday> holidays;
    std::vector<Country> countries;
    std::vector<Competence> competences;
  };
  explicit Directory(Data data);

  [[nodiscard]] const std::vector<Unit>& units() const { return data_.units; }
  [[nodiscard]] const std::vector<Country>& countries() const { return data_.countries; }
  [[nodiscard]] const Unit* unit(UnitId id) const;
  [[nodiscard]] const Unit* unit(std::string_view code) const;
  // The queue for what belongs to no mission: the unit "central-mail", else the root.
  [[nodiscard]] const Unit* central() const;
  // Code of the unit where it is a mission ("it-rome-amb"); empty otherwise.
  [[nodiscard]] std::string mission_code(UnitId id) const;

  [[nodiscard]] std::vector<Hours> hours(UnitId unit) const;
  [[nodiscard]] std::vector<Closure> closures(UnitId unit) const;
  // Days on which the unit is closed for a holiday of its country or of Romania, from `from` on (a date), by
  // day.
  [[nodiscard]] std::vector<Holiday> holidays(UnitId unit, std::string_view from, int limit) const;
  [[nodiscard]] Opening opening(UnitId unit, Millis at) const;

  // --- who is competent ---
  // For a country (ISO code) and, where known, a place in it ("Milano", any spelling). Dated by `at`.
  [[nodiscard]] std::optional<Finding> competent(std::string_view country, std::string_view place,
                                                 Millis at) const;
  // For a place alone, where its name means one country only ("Milano" yes, "Valencia" not always).
  [[nodiscard]] std::optional<Finding> by_place(std::string_view place, Millis at) const;
  // For a phone number in E.164, by its country and (where the plan tells) its area.
  [[nodiscard]] std::optional<Finding> by_phone(std::string_view e164, Millis at) const;
  // For a mail address: a unit's own address, or a local part that is a unit's code or the name of its city.
  [[nodiscard]] std::optional<Finding> by_address(std::string_view local, std::string_view domain,
                                                  Millis at) const;

  // A country by its name in Romanian or English, whatever the case and diacritics; its code, or empty.
  [[nodiscard]] std::string country_by_name(std::string_view name) const;
  // Every folded name (of countries, places, cities of missions) that by_place or country_by_name know, with
  // the number of its words, for a reader that looks them up in running text.
  [[nodiscard]] const std::map<std::string, int, std::less<>>& known_names() const { return names_; }

 private:
  struct Place {
    std::string country;
    std::size_t competence;  // index in data_.competences
    std::string shown;
  };
  Data data_;
  std::map<UnitId, std::size_t> by_id_;
  std::map<std::string, std::size_t, std::less<>> by_code_;
  std::map<std::string, std::vector<std::size_t>, std::less<>> by_country_;  // competences
  std::multimap<std::string, Place, std::less<>> places_;                    // by folded name
  std::map<std::string, std::string, std::less<>> country_names_;            // folded name to code
  std::multimap<std::string, std::size_t, std::less<>> local_parts_;         // to unit
  std::map<std::string, int, std::less<>> names_;
};

}  // namespace aproape::network
