#include "domain/network/checks.hpp"

#include <algorithm>
#include <array>
#include <string>

#include "base/error.hpp"
#include "base/time.hpp"
#include "i18n/dates.hpp"
#include "text/fold.hpp"

namespace aproape::network {
namespace {

constexpr std::size_t kLongestText = 300;
constexpr std::size_t kLongestPlaces = 4000;
constexpr int kMinutesOfDay = 24 * 60;

class Faults {
 public:
  void require(bool good, const char* field, const char* key) {
    if (!good) fields_.push_back({field, key});
  }
  void raise() {
    if (!fields_.empty()) throw Error("field.invalid", std::move(fields_));
  }

 private:
  std::vector<Error::Field> fields_;
};

bool is_text(std::string_view text, std::size_t longest = kLongestText) {
  return text.size() <= longest && text::is_valid_utf8(text) &&
         std::none_of(text.begin(), text.end(), [](char c) { return static_cast<unsigned char>(c) < 0x20; });
}

bool is_code(std::string_view code) {
  return code.size() >= 2 && code.size() <= 64 && std::all_of(code.begin(), code.end(), [](char c) {
           return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-';
         });
}

template <std::size_t N>
bool one_of(std::string_view word, const std::array<std::string_view, N>& words) {
  return std::find(words.begin(), words.end(), word) != words.end();
}

bool is_day_or_none(std::string_view text) {
  return text.empty() || is_day(text);
}

void check_period(Faults& faults, std::string_view from, std::string_view to) {
  faults.require(is_day_or_none(from), "valid_from", "field.day");
  faults.require(is_day_or_none(to), "valid_to", "field.day");
  faults.require(from.empty() || to.empty() || from <= to, "valid_to", "field.period");
}

bool is_address(std::string_view email) {
  const std::size_t at = email.rfind('@');
  return at != std::string_view::npos && at > 0 && at + 1 < email.size() &&
         email.find(' ') == std::string_view::npos;
}

bool is_number(std::string_view phone) {
  return phone.size() >= 5 && phone.size() <= 20 && phone.front() == '+' &&
         std::all_of(phone.begin() + 1, phone.end(),
                     [](char c) { return (c >= '0' && c <= '9') || c == ' '; });
}

}  // namespace

bool is_day(std::string_view text) {
  if (text.size() != 10 || text[4] != '-' || text[7] != '-') return false;
  return from_rfc3339(std::string(text) + "T00:00:00Z").has_value() && text >= "1900" && text < "2200";
}

bool is_country_code(std::string_view text) {
  return text.size() == 2 &&
         std::all_of(text.begin(), text.end(), [](char c) { return c >= 'A' && c <= 'Z'; });
}

void check(const Unit& unit) {
  static constexpr std::array<std::string_view, 4> kKinds{"centre", "central", "region", "mission"};
  static constexpr std::array<std::string_view, 6> kPosts{"",          "embassy",         "consulate_general",
                                                          "consulate", "consular_office", "representation"};
  Faults faults;
  faults.require(is_code(unit.code), "code", "field.code");
  faults.require(one_of(unit.kind, kKinds), "kind", "field.choice");
  faults.require(one_of(unit.post, kPosts), "post", "field.choice");
  faults.require(!unit.name_ro.empty() && is_text(unit.name_ro), "name_ro", "field.text");
  faults.require(!unit.name_en.empty() && is_text(unit.name_en), "name_en", "field.text");
  faults.require(unit.country.empty() ? unit.kind != "mission" : is_country_code(unit.country), "country",
                 "field.country");
  faults.require(is_text(unit.city), "city", "field.text");
  faults.require(is_text(unit.address), "address", "field.text");
  faults.require(i18n::is_zone(unit.time_zone), "time_zone", "field.time_zone");
  faults.require(unit.email.empty() || (is_address(unit.email) && is_text(unit.email)), "email",
                 "field.email");
  faults.require(unit.phone.empty() || is_number(unit.phone), "phone", "field.phone");
  faults.require(unit.emergency_phone.empty() || is_number(unit.emergency_phone), "emergency_phone",
                 "field.phone");
  faults.require(unit.parent.empty() || unit.parent != unit.id, "parent", "unit.circle");
  check_period(faults, unit.valid_from, unit.valid_to);
  faults.raise();
}

void check(const std::vector<Hours>& hours) {
  Faults faults;
  for (std::size_t i = 0; i < hours.size(); ++i) {
    const Hours& h = hours[i];
    faults.require(h.day >= 1 && h.day <= 7, "day", "field.choice");
    faults.require(h.from >= 0 && h.from < h.to && h.to <= kMinutesOfDay, "from", "field.period");
    for (std::size_t j = 0; j < i; ++j)
      faults.require(hours[j].day != h.day || hours[j].to <= h.from || h.to <= hours[j].from, "from",
                     "hours.overlap");
  }
  faults.require(hours.size() <= 28, "hours", "field.many");
  faults.raise();
}

void check(const Closure& closure) {
  Faults faults;
  faults.require(is_day(closure.from), "from", "field.day");
  faults.require(is_day(closure.to) && closure.from <= closure.to, "to", "field.period");
  faults.require(!closure.reason_ro.empty() && is_text(closure.reason_ro), "reason_ro", "field.text");
  faults.require(is_text(closure.reason_en), "reason_en", "field.text");
  faults.raise();
}

void check(const Competence& competence) {
  Faults faults;
  faults.require(is_country_code(competence.country), "country", "field.country");
  faults.require(is_text(competence.district), "district", "field.text");
  faults.require(is_text(competence.places, kLongestPlaces), "places", "field.text");
  faults.require(is_text(competence.service), "service", "field.text");
  faults.require(is_text(competence.basis), "basis", "field.text");
  check_period(faults, competence.valid_from, competence.valid_to);
  faults.raise();
}

void check(const Holiday& holiday) {
  Faults faults;
  faults.require(is_country_code(holiday.country), "country", "field.country");
  faults.require(is_day(holiday.day), "day", "field.day");
  faults.require(!holiday.name_ro.empty() && is_text(holiday.name_ro), "name_ro", "field.text");
  faults.require(is_text(holiday.name_en), "name_en", "field.text");
  faults.raise();
}

}  // namespace aproape::network
