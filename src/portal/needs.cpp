#include "portal/needs.hpp"

#include "base/embedded.hpp"
#include "base/error.hpp"
#include "formats/csv/csv.hpp"
#include "portal/articles.hpp"
#include "portal/shell.hpp"

namespace aproape::portal {
namespace {

constexpr std::string_view kArticle = "article:";
constexpr std::string_view kPage = "page:";

std::vector<Need> carried() {
  for (const embedded::File& file : embedded::files()) {
    if (file.name != "catalog/needs.csv") continue;
    const csv::Table table(file.content,
                           {"group", "icon", "target", "title_ro", "title_en", "help_ro", "help_en"});
    std::vector<Need> list;
    for (const csv::Row& row : table.rows())
      list.push_back({table.field(row, "group"), table.field(row, "icon"), table.field(row, "target"),
                      table.field(row, "title_ro"), table.field(row, "title_en"), table.field(row, "help_ro"),
                      table.field(row, "help_en")});
    return list;
  }
  throw Error(ErrorKind::internal, "catalogue.missing", "catalog/needs.csv");
}

}  // namespace

std::string Need::article() const {
  return target.starts_with(kArticle) ? target.substr(kArticle.size()) : std::string();
}

std::string Need::address() const {
  const std::string key = article();
  return key.empty() ? target.substr(std::min(target.size(), kPage.size())) : "/services/" + key;
}

const std::vector<Need>& needs() {
  static const std::vector<Need> list = carried();
  return list;
}

Html need_rows(const Visit& visit, const knowledge::InForce& in_force, std::string_view group,
               std::string_view country) {
  Html out;
  for (const Need& need : needs()) {
    if (need.group != group) continue;
    const std::string key = need.article();
    if (!key.empty() && public_article(in_force, key) == nullptr) continue;
    const std::string there = key.empty() || country.empty() ? "" : "?country=" + url_encode(country);
    out << need_row(need.address() + there, need.icon, visit.pick(need.title_ro, need.title_en),
                    visit.pick(need.help_ro, need.help_en));
  }
  return out;
}

}  // namespace aproape::portal
