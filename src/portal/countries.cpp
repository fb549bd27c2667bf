#include "portal/countries.hpp"

#include <algorithm>

#include "text/fold.hpp"

namespace aproape::portal {

std::vector<network::Country> countries_by_name(const Visit& visit, const network::Directory& directory) {
  std::vector<std::pair<std::string, const network::Country*>> order;
  for (const network::Country& one : directory.countries())
    order.emplace_back(text::fold(visit.pick(one.name_ro, one.name_en)), &one);
  std::sort(order.begin(), order.end());
  std::vector<network::Country> sorted;
  sorted.reserve(order.size());
  for (const auto& one : order) sorted.push_back(*one.second);
  return sorted;
}

const network::Country* find_country(const network::Directory& directory, std::string_view code) {
  const auto& all = directory.countries();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const network::Country& one) { return one.code == code; });
  return found == all.end() ? nullptr : &*found;
}

Html country_choice(const Visit& visit, const network::Directory& directory, std::string_view id,
                    std::string_view chosen) {
  Html out;
  out << "<select id=\"" << id << "\" name=\"" << id << "\" autocomplete=\"country\"><option value=\"\">"
      << visit.say("portal.choose_country") << "</option>";
  for (const network::Country& one : countries_by_name(visit, directory)) {
    out << "<option value=\"" << one.code << "\"";
    if (one.code == chosen) out << " selected";
    out << ">" << visit.pick(one.name_ro, one.name_en) << "</option>";
  }
  out << "</select>";
  return out;
}

}  // namespace aproape::portal
