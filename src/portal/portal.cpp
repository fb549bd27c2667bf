#include "portal/portal.hpp"

#include "http/static_files.hpp"
#include "portal/about_pages.hpp"
#include "portal/contact_pages.hpp"
#include "portal/country_pages.hpp"
#include "portal/home_page.hpp"
#include "portal/mission_pages.hpp"
#include "portal/rating_pages.hpp"
#include "portal/search_page.hpp"
#include "portal/service_pages.hpp"
#include "portal/status_pages.hpp"

namespace aproape::portal {

void add_portal(http::Router& router, const Site& site) {
  add_home_pages(router, site);
  add_country_pages(router, site);
  add_mission_pages(router, site);
  add_service_pages(router, site);
  add_search_page(router, site);
  add_contact_pages(router, site);
  add_status_pages(router, site);
  add_about_pages(router, site);
  add_rating_pages(router, site);
  router.add(http::Method::get, "/portal/portal.css", http::Policy::open(),
             [](const http::Request& request, http::Context&) {
               static const http::StaticFiles files("templates/portal/");
               return files.serve("portal.css", request);
             });
}

}  // namespace aproape::portal
