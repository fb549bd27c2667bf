#pragma once

#include <functional>
#include <memory>
#include <string>
#include <string_view>

#include "http/rate_limit.hpp"
#include "http/router.hpp"
#include "portal/html.hpp"
#include "portal/site.hpp"
#include "portal/visit.hpp"

namespace aproape::portal {

// A page without what stands around every page.
struct Page {
  std::string title;         // of the window
  Html above = {};           // between the strip and the content: where one is, or the way back
  Html body = {};            // of <main>, with its own <h1>
  std::string country = {};  // whose numbers the emergency strip shows; empty: not known
  std::string query = {};    // kept by the language switch ("q=pa%C8%99aport")
  bool strip = true;         // off where the page says it larger itself
  bool exit = false;         // "exit this page" stays in sight
  bool own = false;          // about one person's matter: kept by nobody, found by no search engine
  int status = 200;
};

// The page with header, emergency strip and footer.
[[nodiscard]] http::Response show(const Site& site, const Visit& visit, const Page& page);

// "Home > Countries > Italy": pairs of address and name, the last one without an address.
[[nodiscard]] Html crumbs(const Visit& visit, const std::vector<std::pair<std::string, std::string>>& trail);
[[nodiscard]] Html way_back(const Visit& visit, std::string_view address, std::string_view name);

// A row of the lists that lead on: drawing, name, a line of help.
[[nodiscard]] Html need_row(std::string_view address, std::string_view drawing, std::string_view name,
                            std::string_view help);
// A word with a sign and a colour; `tone`: "good", "warn", "bad", "info".
[[nodiscard]] Html tag(std::string_view tone, std::string_view text);
// A number to dial, as a link.
[[nodiscard]] Html dial(std::string_view number);
[[nodiscard]] std::string tel_of(std::string_view number);

using PageHandler = std::function<http::Response(const Site&, const Visit&)>;

// Lets one address ask so often: `burst` at once, then `per_second` more. What it wraps shares the count.
// Throws Error{too_many, "form.slow_down"} instead of asking the page.
class Pace {
 public:
  Pace(const Site& site, double per_second, double burst)
      : limiter_(std::make_shared<http::RateLimiter>(per_second, burst, site.database.clock())) {}
  [[nodiscard]] PageHandler operator()(PageHandler handler) const;

 private:
  std::shared_ptr<http::RateLimiter> limiter_;
};

// A page that anybody may ask for: citizens sign in nowhere. What it throws for a citizen to read becomes a
// page with the text of the error.
void add_page(http::Router& router, const Site& site, http::Method method, std::string pattern,
              PageHandler handler, std::size_t body_limit = 64 * 1024);

}  // namespace aproape::portal
