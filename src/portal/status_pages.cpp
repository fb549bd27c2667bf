#include "portal/status_pages.hpp"

#include "base/error.hpp"
#include "http/cookie.hpp"
#include "i18n/dates.hpp"
#include "portal/form.hpp"
#include "portal/form_fields.hpp"
#include "portal/icons.hpp"
#include "portal/shell.hpp"
#include "portal/upload.hpp"

namespace aproape::portal {
namespace {

using http::Method;
using http::Response;
using web_form::Followed;
using web_form::Stage;

constexpr std::string_view kCookie = "aproape_case";
constexpr Millis kCookieLife = 45 * kMinute;
constexpr std::size_t kLargestBody = std::size_t{32} << 20U;
// Tries of one address, whatever it asks for.
constexpr double kPerSecond = 0.1;
constexpr double kBurst = 60;

std::string token_of(const Visit& visit) {
  return visit.request().cookie(http::cookie_name(kCookie, visit.request().tls())).value_or("");
}

Response with_token(Response response, const Visit& visit, std::string_view token, Millis lifetime) {
  response.header("Set-Cookie", http::set_cookie(kCookie, token, visit.request().tls(), lifetime));
  return response;
}

std::string value_of(const std::map<std::string, std::string, std::less<>>& fields, std::string_view name) {
  const auto found = fields.find(name);
  return found == fields.end() ? std::string() : found->second;
}

Response ask_page(const Site& site, const Visit& visit, const std::string& number, const std::string& email,
                  const Faults& faults) {
  Page page;
  page.title = (faults.empty() ? "" : visit.text("form.error") + ": ") + visit.text("follow.title");
  page.own = true;
  page.status = faults.empty() ? 200 : 429;
  page.body << "<div class=\"wrap\">" << fault_summary(visit, faults)
            << "<form method=\"post\" novalidate><h1 class=\"q\">" << visit.say("follow.title")
            << "</h1><p class=\"hint\">" << visit.say("follow.say") << "</p>"
            << field(visit, {"number", "follow.number", "follow.number_hint", number, "text", "off", 40},
                     faults)
            << field(visit, {"email", "form.email", "follow.email_hint", email, "email", "email", 254},
                     faults)
            << "<div class=\"row\"><button class=\"btn\" type=\"submit\">" << visit.say("follow.send_code")
            << "</button></div></form></div>";
  return show(site, visit, page);
}

Response ask(const Site& site, const Visit& visit) {
  return ask_page(site, visit, visit.request().query_or("number", ""), "", {});
}

Response take_words(const Site& site, const Visit& visit) {
  const auto fields = read_form(visit.request().body());
  const std::string number = value_of(fields, "number"), email = value_of(fields, "email");
  try {
    const std::string token = site.follow.ask(number, email, visit.language());
    return with_token(Response::redirect("/status/code"), visit, token, kCookieLife);
  } catch (const Error& error) {
    if (error.key() != "follow.wait") throw;
    return ask_page(site, visit, number, email, {{"number", error.key()}});
  }
}

Response code_page(const Site& site, const Visit& visit, const Faults& faults) {
  if (token_of(visit).empty()) return Response::redirect("/status");
  Page page;
  page.title = (faults.empty() ? "" : visit.text("form.error") + ": ") + visit.text("follow.code_title");
  page.own = true;
  page.status = faults.empty() ? 200 : 400;
  page.above = way_back(visit, "/status", visit.text("portal.back"));
  page.body << "<div class=\"wrap\">" << fault_summary(visit, faults)
            << "<form method=\"post\" novalidate><h1 class=\"q\">" << visit.say("follow.code_title")
            << "</h1><p class=\"hint\">" << visit.say("follow.code_say") << "</p>"
            << field(visit, {"code", "follow.code", "follow.code_hint", "", "text", "one-time-code", 20},
                     faults)
            << "<div class=\"row\"><button class=\"btn\" type=\"submit\">" << visit.say("follow.see")
            << "</button></div></form></div>";
  return show(site, visit, page);
}

Response take_code(const Site& site, const Visit& visit) {
  const auto fields = read_form(visit.request().body());
  if (const auto fresh = site.follow.prove(token_of(visit), value_of(fields, "code")))
    return with_token(Response::redirect("/status/case"), visit, *fresh, kCookieLife);
  return code_page(site, visit, {{"code", "follow.code_wrong"}});
}

// The clock of the unit that has the case: times are said with the city.
struct LocalClock {
  std::string zone;
  std::string city;

  [[nodiscard]] std::string say(const Visit& visit, Millis at) const {
    return i18n::date_time_long(at, zone, visit.language()) + " (" + city + ")";
  }
};

LocalClock clock_of(const network::Unit* unit) {
  if (unit == nullptr || unit->time_zone.empty()) return {"Europe/Bucharest", "București"};
  return {unit->time_zone, unit->city};
}

Html stages(const Visit& visit, const Followed& seen, const LocalClock& clock) {
  Html out;
  out << "<ol class=\"stages h\">";
  for (int n = 1; n <= 4; ++n) {
    const int now = static_cast<int>(seen.stage);
    const bool past = n < now || (n == now && seen.stage == Stage::done);
    const std::string key = "follow.stage_" + std::to_string(n);
    if (past)
      out << "<li class=\"past\"><span class=\"dot\">" << icon("check") << "</span><span><b>"
          << visit.say(key) << "</b>";
    else if (n == now)
      out << "<li class=\"now\" aria-current=\"step\"><span class=\"dot\">" << n << "</span><span><b>"
          << visit.say(key) << ": " << visit.say("follow.here") << "</b>";
    else
      out << "<li><span class=\"dot\">" << n << "</span><span><b>" << visit.say(key) << "</b>";
    if (n == 1) out << "<small>" << clock.say(visit, seen.opened_at) << "</small>";
    out << "</span></li>";
  }
  out << "</ol>";
  return out;
}

Html who_has_it(const Visit& visit, const Followed& seen, const network::Unit* unit,
                const LocalClock& clock) {
  Html out;
  out << "<section class=\"card\" aria-labelledby=\"h-who\"><h2 id=\"h-who\">" << visit.say("follow.who")
      << "</h2><dl class=\"facts\">";
  if (unit != nullptr)
    out << "<div><dt>" << visit.say("follow.who_word") << "</dt><dd><b>"
        << visit.pick(unit->name_ro, unit->name_en) << "</b></dd></div>";
  if (seen.answer_by && seen.stage != Stage::done)
    out << "<div><dt>" << visit.say("follow.answer_by") << "</dt><dd><b>" << clock.say(visit, *seen.answer_by)
        << "</b></dd></div>";
  out << "</dl></section>";
  return out;
}

Html needed(const Visit& visit, const Followed& seen) {
  Html out;
  out << "<section class=\"yours\" aria-labelledby=\"h-needed\"><h2 id=\"h-needed\">"
      << visit.say(seen.waits_for_citizen ? "follow.needed" : "follow.nothing_needed") << "</h2><p>"
      << visit.say(seen.waits_for_citizen      ? "follow.needed_say"
                   : seen.stage == Stage::done ? "follow.done_say"
                                               : "follow.nothing_needed_say")
      << "</p></section>";
  return out;
}

Html words(const Visit& visit, const Followed& seen, const LocalClock& clock) {
  Html out;
  out << "<h2>" << visit.say("follow.so_far") << "</h2><ol class=\"tl\">";
  for (auto word = seen.words.rbegin(); word != seen.words.rend(); ++word) {
    out << "<li><span class=\"pic\">" << icon(word->ours ? "mail" : "form") << "</span><div><b>"
        << visit.say(word->ours ? "follow.we_wrote" : "follow.you_wrote") << "</b><time datetime=\""
        << to_rfc3339(word->at) << "\">" << clock.say(visit, word->at) << "</time><p class=\"said\">"
        << word->text << "</p>";
    for (const std::string& file : word->files)
      out << "<p class=\"small\">" << icon("document") << " " << file << "</p>";
    out << "</div></li>";
  }
  out << "</ol>";
  return out;
}

Html answer_form(const Visit& visit, const Followed& seen, const std::string& typed, const Faults& faults) {
  Html out;
  out << "<h2 id=\"write\">" << visit.say("follow.write")
      << "</h2><form method=\"post\" enctype=\"multipart/form-data\" novalidate><input "
      << "type=\"hidden\" name=\"nonce\" value=\"" << seen.nonce << "\">"
      << field(visit, {"text", "follow.text", "follow.text_hint", typed, "text", "off", 20'000, 4}, faults)
      << "<div class=\"field\"><label for=\"file\">" << visit.say("follow.files")
      << "</label><p class=\"hint\" id=\"file-h\">" << visit.say("form.file_hint") << "</p>"
      << fault_of(visit, "file", faults)
      << "<input id=\"file\" name=\"file\" type=\"file\" multiple aria-describedby=\"file-h\" "
         "accept=\".pdf,.jpg,.jpeg,.png,.webp,.heic,.tif,.tiff\"></div><div class=\"row\"><button "
         "class=\"btn alt\" type=\"submit\">"
      << visit.say("follow.send")
      << "</button></div></form><form method=\"post\" action=\"/status/end\" class=\"row\"><button "
         "class=\"btn "
      << "alt\" type=\"submit\">" << visit.say("follow.leave") << "</button></form>";
  return out;
}

Response case_page(const Site& site, const Visit& visit, const Followed& seen, const std::string& typed,
                   const Faults& faults) {
  const auto directory = site.network.directory();
  const network::Unit* unit = directory->unit(seen.unit);
  const LocalClock clock = clock_of(unit);
  Page page;
  page.title = (faults.empty() ? "" : visit.text("form.error") + ": ") +
               visit.text("follow.case", {{"number", seen.number}});
  page.own = true;
  page.status = faults.empty() ? 200 : 400;
  if (unit != nullptr && unit->kind == "mission") page.country = unit->country;
  page.body << "<div class=\"wrap\">" << fault_summary(visit, faults) << "<p class=\"muted\">"
            << visit.say("follow.case", {{"number", seen.number}}) << "</p><h1>" << seen.subject << "</h1>";
  if (visit.request().query_or("sent", "") == "1")
    page.body << "<div class=\"note\" role=\"status\">" << icon("check") << "<div><b>"
              << visit.say("follow.sent") << "</b></div></div>";
  page.body << "<div class=\"two\">" << needed(visit, seen) << "<div class=\"aside\">"
            << who_has_it(visit, seen, unit, clock) << "</div></div><h2>" << visit.say("follow.where")
            << "</h2>" << stages(visit, seen, clock) << words(visit, seen, clock)
            << answer_form(visit, seen, typed, faults) << "</div>";
  return show(site, visit, page);
}

Response see(const Site& site, const Visit& visit) {
  const auto seen = site.follow.see(token_of(visit));
  return seen ? case_page(site, visit, *seen, "", {}) : Response::redirect("/status");
}

Response answer(const Site& site, const Visit& visit) {
  const std::string token = token_of(visit);
  const Upload upload = read_upload(visit.request());
  std::vector<web_form::NewFile> files;
  for (const Upload::File& file : upload.files) files.push_back({file.name, file.bytes});
  std::string text = value_of(upload.fields, "text");
  std::erase(text, '\r');
  try {
    if (!site.follow.answer(token, value_of(upload.fields, "nonce"), text, files))
      return Response::redirect("/status");
    return Response::redirect("/status/case?sent=1");
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::invalid && error.kind() != ErrorKind::too_large) throw;
    const auto seen = site.follow.see(token);
    if (!seen) return Response::redirect("/status");
    const bool file = error.key().starts_with("form.file");
    return case_page(site, visit, *seen, text, {{file ? "file" : "text", error.key()}});
  }
}

Response leave(const Site& site, const Visit& visit) {
  site.follow.leave(token_of(visit));
  return with_token(Response::redirect("/"), visit, "", 0);
}

}  // namespace

void add_status_pages(http::Router& router, const Site& site) {
  const Pace limited(site, kPerSecond, kBurst);
  add_page(router, site, Method::get, "/status", ask);
  add_page(router, site, Method::post, "/status", limited(take_words));
  add_page(router, site, Method::get, "/status/code",
           [](const Site& at, const Visit& visit) { return code_page(at, visit, {}); });
  add_page(router, site, Method::post, "/status/code", limited(take_code));
  add_page(router, site, Method::get, "/status/case", see);
  add_page(router, site, Method::post, "/status/case", limited(answer), kLargestBody);
  add_page(router, site, Method::post, "/status/end", leave);
}

}  // namespace aproape::portal
