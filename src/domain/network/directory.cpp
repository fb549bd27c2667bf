#include "domain/network/directory.hpp"

#include <algorithm>
#include <array>
#include <cstdio>

#include "i18n/dates.hpp"
#include "text/fold.hpp"
#include "text/phone.hpp"

namespace aproape::network {
namespace {

// The comparable form of a place's name: folded, with single blanks for everything but letters and digits.
std::string place_key(std::string_view name) {
  std::string out;
  for (const char c : text::fold(name)) {
    const bool sign =
        static_cast<unsigned char>(c) < 0x80 && std::isalnum(static_cast<unsigned char>(c)) == 0;
    if (!sign) {
      out += c;
    } else if (!out.empty() && out.back() != ' ') {
      out += ' ';
    }
  }
  while (!out.empty() && out.back() == ' ') out.pop_back();
  return out;
}

int words_in(std::string_view key) {
  return static_cast<int>(std::count(key.begin(), key.end(), ' ')) + 1;
}

std::string day_of(const i18n::LocalTime& local) {
  std::array<char, 16> out{};
  std::snprintf(out.data(), out.size(), "%04d-%02d-%02d", local.year % 10000, local.month % 100,
                local.day % 100);
  return out.data();
}

std::string rfc3339_of(const i18n::LocalTime& local) {
  const int offset = std::abs(local.offset_minutes);
  std::array<char, 40> out{};
  std::snprintf(out.data(), out.size(), "T%02d:%02d:%02d%c%02d:%02d", local.hour, local.minute, local.second,
                local.offset_minutes < 0 ? '-' : '+', offset / 60, offset % 60);
  return day_of(local) + out.data();
}

bool runs(const std::string& from, const std::string& to, std::string_view day) {
  return (from.empty() || from <= day) && (to.empty() || day <= to);
}

template <class Action>
void each_place(std::string_view places, Action action) {
  while (!places.empty()) {
    const std::size_t end = std::min(places.find('|'), places.size());
    if (end > 0) action(places.substr(0, end));
    places.remove_prefix(std::min(end + 1, places.size()));
  }
}

}  // namespace

Directory::Directory(Data data) : data_(std::move(data)) {
  for (std::size_t i = 0; i < data_.units.size(); ++i) {
    const Unit& unit = data_.units[i];
    by_id_[unit.id] = i;
    by_code_[unit.code] = i;
    if (unit.kind != "mission") continue;
    local_parts_.emplace(unit.code, i);
    local_parts_.emplace(place_key(unit.city), i);
    const std::size_t at = unit.email.find('@');
    if (at != std::string::npos) local_parts_.emplace(place_key(unit.email.substr(0, at)), i);
  }
  for (std::size_t i = 0; i < data_.competences.size(); ++i) {
    const Competence& competence = data_.competences[i];
    by_country_[competence.country].push_back(i);
    each_place(competence.places, [&](std::string_view name) {
      places_.emplace(place_key(name), Place{competence.country, i, std::string(name)});
    });
  }
  for (const Country& country : data_.countries) {
    for (const std::string* name : {&country.name_ro, &country.name_en})
      country_names_[place_key(*name)] = country.code;
  }
  for (const auto& [name, place] : places_) names_[name] = words_in(name);
  for (const auto& [name, code] : country_names_) names_[name] = words_in(name);
}

const Unit* Directory::unit(UnitId id) const {
  const auto found = by_id_.find(id);
  return found == by_id_.end() ? nullptr : &data_.units[found->second];
}

const Unit* Directory::unit(std::string_view code) const {
  const auto found = by_code_.find(code);
  return found == by_code_.end() ? nullptr : &data_.units[found->second];
}

const Unit* Directory::central() const {
  if (const Unit* mail = unit("central-mail")) return mail;
  const auto root =
      std::find_if(data_.units.begin(), data_.units.end(), [](const Unit& u) { return u.parent.empty(); });
  return root == data_.units.end() ? nullptr : &*root;
}

std::string Directory::mission_code(UnitId id) const {
  const Unit* found = unit(id);
  return found != nullptr && found->kind == "mission" ? found->code : std::string();
}

std::vector<Hours> Directory::hours(UnitId id) const {
  std::vector<Hours> all;
  for (const auto& [unit, hours] : data_.hours) {
    if (unit == id) all.push_back(hours);
  }
  return all;
}

std::vector<Closure> Directory::closures(UnitId id) const {
  std::vector<Closure> all;
  for (const Closure& closure : data_.closures) {
    if (closure.unit == id) all.push_back(closure);
  }
  return all;
}

std::vector<Holiday> Directory::holidays(UnitId id, std::string_view from, int limit) const {
  std::vector<Holiday> all;
  const Unit* found = unit(id);
  if (found == nullptr) return all;
  for (const Holiday& holiday : data_.holidays) {
    if ((holiday.country == found->country || holiday.country == "RO") && holiday.day >= from)
      all.push_back(holiday);
  }
  std::sort(all.begin(), all.end(), [](const Holiday& a, const Holiday& b) { return a.day < b.day; });
  if (all.size() > static_cast<std::size_t>(limit)) all.resize(static_cast<std::size_t>(limit));
  return all;
}

Opening Directory::opening(UnitId id, Millis at) const {
  Opening opening;
  const Unit* found = unit(id);
  if (found == nullptr) return opening;
  const i18n::LocalTime local = i18n::to_local(at, found->time_zone);
  const std::string day = day_of(local);
  opening.local_time = rfc3339_of(local);
  for (const Closure& closure : closures(id)) {
    if (runs(closure.from, closure.to, day)) {
      opening.reason = "closure";
      return opening;
    }
  }
  const auto next = holidays(id, day, 1);
  if (!next.empty() && next.front().day == day) {
    opening.reason = "holiday";
    return opening;
  }
  const int minute = local.hour * 60 + local.minute;
  for (const Hours& hours : hours(id)) {
    opening.open = opening.open || (hours.day == local.weekday && hours.from <= minute && minute < hours.to);
  }
  if (!opening.open) opening.reason = "hours";
  return opening;
}

std::optional<Finding> Directory::competent(std::string_view country, std::string_view place,
                                            Millis at) const {
  const std::string day = day_of(i18n::to_local(at, "UTC"));
  const auto list = by_country_.find(country);
  if (list == by_country_.end()) return std::nullopt;
  std::vector<const Competence*> general;
  for (const std::size_t index : list->second) {
    const Competence& c = data_.competences[index];
    if (c.district.empty() && c.service.empty() && runs(c.valid_from, c.valid_to, day)) general.push_back(&c);
  }
  if (!place.empty()) {
    const auto [begin, end] = places_.equal_range(place_key(place));
    for (auto found = begin; found != end; ++found) {
      const Competence& c = data_.competences[found->second.competence];
      if (c.country == country && c.service.empty() && runs(c.valid_from, c.valid_to, day))
        return Finding{c.unit, Evidence::place, c.country, found->second.shown, c.to_verify, true};
    }
  }
  if (general.empty()) return std::nullopt;
  const bool districts = std::any_of(list->second.begin(), list->second.end(), [&](std::size_t index) {
    const Competence& c = data_.competences[index];
    return !c.district.empty() && c.unit != general.front()->unit;
  });
  const Competence& c = *general.front();
  return Finding{c.unit, Evidence::country, c.country, {}, c.to_verify, !districts && general.size() == 1};
}

std::optional<Finding> Directory::by_place(std::string_view place, Millis at) const {
  const auto [begin, end] = places_.equal_range(place_key(place));
  if (begin == end) return std::nullopt;
  const std::string& country = begin->second.country;
  const bool several =
      std::any_of(begin, end, [&](const auto& other) { return other.second.country != country; });
  if (several) return std::nullopt;
  const auto found = competent(country, place, at);
  return found && found->evidence == Evidence::place ? found : std::nullopt;
}

std::optional<Finding> Directory::by_phone(std::string_view e164, Millis at) const {
  const std::string country = text::phone_country(e164);
  if (country.empty() || country == "RO") return std::nullopt;
  auto found = competent(country, {}, at);
  if (found) {
    found->evidence = Evidence::phone;
    found->matched = "+" + text::calling_code(country);
  }
  return found;
}

std::optional<Finding> Directory::by_address(std::string_view local, std::string_view domain,
                                             Millis at) const {
  const std::string day = day_of(i18n::to_local(at, "UTC"));
  const std::string full = text::fold(std::string(local) + "@" + std::string(domain));
  const Unit* chosen = nullptr;
  for (const Unit& unit : data_.units) {
    if (!unit.email.empty() && text::fold(unit.email) == full && runs(unit.valid_from, unit.valid_to, day))
      chosen = &unit;
  }
  if (chosen == nullptr) {
    // "roma", "it-rome-amb", "consulat.milano", "milano.cons": the whole, then each word of it.
    std::vector<std::string> candidates{text::fold(local), place_key(local)};
    const std::string words = place_key(local);
    for (std::size_t from = 0; from < words.size();) {
      const std::size_t end = std::min(words.find(' ', from), words.size());
      if (end - from >= 3) candidates.push_back(words.substr(from, end - from));
      from = end + 1;
    }
    for (const std::string& candidate : candidates) {
      const auto [begin, end] = local_parts_.equal_range(candidate);
      for (auto found = begin; found != end; ++found) {
        const Unit& unit = data_.units[found->second];
        if (!runs(unit.valid_from, unit.valid_to, day)) continue;
        // In a city with two posts the consular one serves the public.
        if (chosen == nullptr || unit.post == "consulate_general") chosen = &unit;
      }
      if (chosen != nullptr) break;
    }
  }
  if (chosen == nullptr) return std::nullopt;
  return Finding{chosen->id, Evidence::address, chosen->country, std::string(local), false, true};
}

std::string Directory::country_by_name(std::string_view name) const {
  const auto found = country_names_.find(place_key(name));
  return found == country_names_.end() ? std::string() : found->second;
}

}  // namespace aproape::network
