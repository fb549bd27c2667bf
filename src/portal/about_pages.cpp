#include "portal/about_pages.hpp"

#include <initializer_list>

#include "portal/shell.hpp"

namespace aproape::portal {
namespace {

// A page of headings with a paragraph each: keys of texts, "KEY" and "KEY_say".
PageHandler of_texts(std::string title, std::vector<std::string> keys) {
  return [title = std::move(title), keys = std::move(keys)](const Site& site, const Visit& visit) {
    Page page;
    page.title = visit.text(title);
    page.above = crumbs(visit, {{"", page.title}});
    page.body << "<div class=\"wrap\"><h1>" << page.title << "</h1>";
    for (const std::string& key : keys)
      page.body << "<h2>" << visit.say(key) << "</h2><p>" << visit.say(key + "_say") << "</p>";
    page.body << "</div>";
    return show(site, visit, page);
  };
}

}  // namespace

void add_about_pages(http::Router& router, const Site& site) {
  add_page(router, site, http::Method::get, "/accessibility",
           of_texts("portal.accessibility", {"portal.acc_aim", "portal.acc_how", "portal.acc_gaps",
                                             "portal.acc_tell", "portal.acc_law"}));
  add_page(router, site, http::Method::get, "/privacy",
           of_texts("portal.privacy",
                    {"portal.priv_what", "portal.priv_who", "portal.priv_cookies", "portal.priv_rights"}));
}

}  // namespace aproape::portal
