#include "portal/shell.hpp"

#include <vector>

#include "base/error.hpp"
#include "portal/european_union.hpp"
#include "portal/icons.hpp"

namespace aproape::portal {
namespace {

// An ordinary page that tells nobody what was read before.
constexpr const char* kElsewhere = "https://ro.wikipedia.org/";

Html language_choice(const Visit& visit, const Page& page) {
  std::string here;
  const std::string& path = visit.request().path();
  for (std::size_t from = 0; from < path.size();) {
    const std::size_t to = std::min(path.find('/', from + 1), path.size());
    here += '/' + url_encode(std::string_view(path).substr(from + 1, to - from - 1));
    from = to;
  }
  here += '?' + (page.query.empty() ? std::string() : page.query + '&') + "lang=";
  Html out;
  out << "<details class=\"lang\"><summary class=\"tool\">" << icon("globe") << visit.say("portal.language")
      << "</summary><ul>";
  for (const auto& [code, name] : {std::pair("ro", "Română"), std::pair("en", "English")}) {
    out << "<li><a href=\"" << std::string_view(here + code) << "\" lang=\"" << std::string_view(code) << "\""
        << " hreflang=\"" << std::string_view(code) << "\"";
    if (visit.language() == code) out << " aria-current=\"true\"";
    out << ">" << std::string_view(name) << "</a></li>";
  }
  out << "</ul></details>";
  return out;
}

Html header(const Visit& visit, const Page& page) {
  Html out;
  out << "<a class=\"skip\" href=\"#content\">" << visit.say("portal.skip")
      << "</a><div class=\"tri\"></div><header class=\"top\"><div class=\"wrap\"><a class=\"brand\" "
         "href=\"/\">"
      << shield() << "<span><b>Aproape</b><span>" << visit.say("portal.house")
      << "</span></span></a><a class=\"tool\" href=\"/search\">" << icon("search")
      << visit.say("portal.search") << "</a>" << language_choice(visit, page) << "</div></header>";
  return out;
}

// First 112 (or the local number), then the mission's line, or the centre's where no country is known.
Html strip(const Site& site, const Visit& visit, const Page& page) {
  const auto directory = site.network.directory();
  const network::Unit* unit = nullptr;
  if (!page.country.empty())
    if (const auto found = directory->competent(page.country, "", site.now()))
      unit = directory->unit(found->unit);
  const network::Unit* centre = directory->unit("centre");
  std::string number = unit != nullptr ? unit->emergency_phone : std::string();
  if (number.empty() && centre != nullptr) {
    unit = centre;
    number = centre->phone;
  }
  Html out;
  out << "<section class=\"strip\" aria-label=\"" << visit.text("portal.emergencies")
      << "\"><div class=\"wrap\"><a class=\"s112\" href=\"tel:112\">" << icon("phone") << "<span>"
      << visit.say("portal.life") << " <b>112</b>";
  if (!in_european_union(page.country)) out << " <small>" << visit.say("portal.or_local") << "</small>";
  out << "</span></a>";
  if (!number.empty()) {
    out << "<a class=\"sline\" href=\"" << tel_of(number) << "\">" << icon("phone") << "<span>"
        << visit.say("portal.urgent") << " <b>" << number << "</b> <small>" << unit->city << ", "
        << visit.say("portal.always") << "</small></span></a>";
  } else {
    out << "<a class=\"sline\" href=\"/countries\">" << icon("phone") << "<span>"
        << visit.say("portal.no_number") << "</span></a>";
  }
  out << "</div></section>";
  return out;
}

Html footer(const Visit& visit) {
  const auto link = [&](std::string_view address, std::string_view key) {
    Html one;
    one << "<li><a href=\"" << address << "\">" << visit.say(key) << "</a></li>";
    return one;
  };
  Html out;
  out << "<footer class=\"foot\"><div class=\"wrap\"><p><b>" << visit.say("portal.hours")
      << "</b></p><nav aria-label=\"" << visit.text("portal.about") << "\"><ul><li><a href=\""
      << std::string_view(kElsewhere) << "\" rel=\"noreferrer\">" << visit.say("portal.exit") << "</a></li>"
      << link("/danger", "portal.in_danger") << link("/countries", "portal.numbers")
      << link("/services", "portal.services") << link("/accessibility", "portal.accessibility")
      << link("/privacy", "portal.privacy") << "</ul></nav></div></footer>";
  return out;
}

Html exit_bar(const Visit& visit) {
  Html out;
  out << "<aside class=\"exit\" aria-label=\"" << visit.text("portal.exit_fast") << "\"><a href=\""
      << std::string_view(kElsewhere) << "\" rel=\"noreferrer\">" << icon("exit") << visit.say("portal.exit")
      << "</a></aside>";
  return out;
}

http::Response trouble(const Site& site, const Visit& visit, const Error& error, int status) {
  Page page;
  page.title = visit.text("portal.trouble");
  page.body << "<div class=\"wrap\"><h1>" << visit.say("portal.trouble") << "</h1><p class=\"lead\">"
            << visit.say(error.key()) << "</p><p><a class=\"act\" href=\"/\">" << visit.say("portal.to_home")
            << icon("next") << "</a></p></div>";
  page.status = status;
  page.own = true;
  return show(site, visit, page);
}

// The status of errors that a citizen can do something about; 0 for the others.
int status_of(ErrorKind kind) {
  switch (kind) {
    case ErrorKind::invalid:
      return 400;
    case ErrorKind::not_found:
      return 404;
    case ErrorKind::conflict:
      return 409;
    case ErrorKind::too_large:
      return 413;
    case ErrorKind::too_many:
      return 429;
    default:
      return 0;
  }
}

}  // namespace

http::Response show(const Site& site, const Visit& visit, const Page& page) {
  Html out;
  out << "<!doctype html><html lang=\"" << visit.language()
      << "\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" content=\"width=device-width, "
         "initial-scale=1\"><title>"
      << page.title << " – Aproape</title><meta name=\"theme-color\" content=\"#0a2f55\">";
  if (page.own) out << "<meta name=\"robots\" content=\"noindex\">";
  out << "<link rel=\"stylesheet\" href=\"/portal/portal.css\"></head><body>" << header(visit, page);
  if (page.strip) out << strip(site, visit, page);
  if (!page.above.empty()) out << "<div class=\"wrap\">" << page.above << "</div>";
  out << "<main id=\"content\" tabindex=\"-1\">" << page.body << "</main>" << footer(visit);
  if (page.exit) out << exit_bar(visit);
  out << "</body></html>";
  http::Response response = http::Response::text(out.str(), "text/html; charset=utf-8");
  response.status = page.status;
  visit.keep_language(response);
  return response;
}

Html crumbs(const Visit& visit, const std::vector<std::pair<std::string, std::string>>& trail) {
  Html out;
  out << "<nav class=\"crumbs\" aria-label=\"" << visit.text("portal.where") << "\"><ol><li><a href=\"/\">"
      << visit.say("portal.home") << "</a></li>";
  for (const auto& [address, name] : trail) {
    if (address.empty())
      out << "<li><span aria-current=\"page\">" << name << "</span></li>";
    else
      out << "<li><a href=\"" << address << "\">" << name << "</a></li>";
  }
  out << "</ol></nav>";
  return out;
}

Html way_back(const Visit& visit, std::string_view address, std::string_view name) {
  Html out;
  out << "<nav aria-label=\"" << visit.text("portal.back") << "\"><a class=\"back\" href=\"" << address
      << "\">" << icon("back") << name << "</a></nav>";
  return out;
}

Html need_row(std::string_view address, std::string_view drawing, std::string_view name,
              std::string_view help) {
  Html out;
  out << "<li><a href=\"" << address << "\"><span class=\"pic\">" << icon(drawing) << "</span><span><b>"
      << name << "</b>";
  if (!help.empty()) out << "<small>" << help << "</small>";
  out << "</span>" << icon("next") << "</a></li>";
  return out;
}

Html tag(std::string_view tone, std::string_view text) {
  const std::string_view drawing = tone == "good"   ? "check"
                                   : tone == "bad"  ? "stop"
                                   : tone == "warn" ? "clock"
                                                    : "info";
  Html out;
  out << "<span class=\"tag t-" << tone << "\">" << icon(drawing) << text << "</span>";
  return out;
}

std::string tel_of(std::string_view number) {
  std::string out = "tel:";
  for (const char c : number)
    if ((c >= '0' && c <= '9') || c == '+') out += c;
  return out;
}

Html dial(std::string_view number) {
  Html out;
  out << "<a class=\"nw\" href=\"" << tel_of(number) << "\">" << number << "</a>";
  return out;
}

PageHandler Pace::operator()(PageHandler handler) const {
  return [limiter = limiter_, handler = std::move(handler)](const Site& site, const Visit& visit) {
    if (limiter->take(visit.request().peer()) > 0) throw Error(ErrorKind::too_many, "form.slow_down");
    return handler(site, visit);
  };
}

void add_page(http::Router& router, const Site& site, http::Method method, std::string pattern,
              PageHandler handler, std::size_t body_limit) {
  router.add(method, std::move(pattern), http::Policy::open().body(body_limit),
             [site, handler = std::move(handler)](const http::Request& request, http::Context&) {
               const Visit visit(request);
               try {
                 return handler(site, visit);
               } catch (const Error& error) {
                 const int status = status_of(error.kind());
                 if (status == 0) throw;
                 return trouble(site, visit, error, status);
               }
             });
}

}  // namespace aproape::portal
