#include "portal/call_page.hpp"

#include <memory>

#include "base/error.hpp"
#include "domain/access/secret.hpp"
#include "http/rate_limit.hpp"
#include "http/static_files.hpp"
#include "portal/shell.hpp"

namespace aproape::portal {
namespace {

using http::Context;
using http::Method;
using http::Policy;
using http::Request;
using http::Response;
using protocol::VoiceCommand;

constexpr std::size_t kTokenBytes = 24;  // whoever knows the token may hang up: nobody can guess it
constexpr std::size_t kLargestOffer = 24 * 1024;
// Calls of one address: a family behind one router may, a script may not.
constexpr double kCallsPerSecond = 1.0 / 60;
constexpr double kCallsAtOnce = 5;

struct Door {
  const Site site;
  telephony::Service& telephony;
  calls::VoiceControl& voice;
  http::RateLimiter limiter;
};

// The number that is called: of the mission, else of the centre. Emergency numbers are not for browsers;
// their menu's key is. Empty: there is none now.
std::string number_of(const Site& site, telephony::Service& telephony, std::string_view mission) {
  const auto directory = site.network.directory();
  const network::Unit* wanted = mission.empty() ? nullptr : directory->unit(mission);
  const Millis now = site.now();
  std::string of_centre;
  for (const telephony::Line& line : site.database.read([&](db::Tx& tx) { return telephony.lines(tx); })) {
    if (line.emergency || !line.valid(now)) continue;
    if (wanted != nullptr && line.unit == wanted->id) return line.number;
    const network::Unit* unit = directory->unit(line.unit);
    if (of_centre.empty() && unit != nullptr && unit->kind != "mission") of_centre = line.number;
  }
  return of_centre;
}

Html keypad() {
  Html out;
  for (const char key : std::string_view("123456789*0#")) {
    const std::string name(1, key);
    out << "<button type=\"button\" class=\"btn alt\" data-key=\"" << name << "\">" << name << "</button>";
  }
  return out;
}

Response page_of(const Site& site, const Visit& visit, telephony::Service& telephony) {
  const std::string mission = visit.request().query_or("mission", "");
  const bool offered = !number_of(site, telephony, mission).empty();
  Page page;
  if (!mission.empty()) page.query = "mission=" + url_encode(mission);
  page.title = visit.text("call_page.title");
  page.above = crumbs(visit, {{"", page.title}});
  page.body << "<div class=\"wrap\"><h1>" << page.title << "</h1>";
  if (!offered) {
    page.body << "<p>" << visit.say("call_page.not_here") << "</p></div>";
    return show(site, visit, page);
  }
  page.body << "<p>" << visit.say("call_page.say") << "</p><p>" << visit.say("call_page.microphone")
            << "</p><noscript><p>" << visit.say("call_page.script") << "</p></noscript>";
  page.body << "<div id=\"call\" hidden data-mission=\"" << mission << "\"";
  for (const std::string name : {"asks", "connects", "talks", "ended", "refused", "busy", "failed"})
    page.body << " data-" << html_of(std::string_view(name)) << "=\"" << visit.say("call_page." + name)
              << "\"";
  page.body << "><p id=\"call-state\" role=\"status\"></p><p><button type=\"button\" class=\"btn\" "
               "id=\"call-start\">"
            << visit.say("call_page.start")
            << "</button> <button type=\"button\" class=\"btn alt\" id=\"call-end\" hidden>"
            << visit.say("call_page.end") << "</button></p><div id=\"call-on\" hidden><p><label>"
            << visit.say("call_page.level")
            << " <meter id=\"call-level\" min=\"0\" max=\"1\"></meter></label></p>"
            << "<fieldset class=\"keypad\"><legend>" << visit.say("call_page.keys") << "</legend>" << keypad()
            << "</fieldset></div></div></div><script src=\"/call/call.js\" defer></script>";
  return show(site, visit, page);
}

// A browser's offer begins a call.
Response begin(Door& door, const Request& request) {
  const json::Value body = request.json_body({"sdp", "mission"});
  if (door.limiter.take(request.peer()) > 0) throw Error(ErrorKind::too_many, "call.too_many");
  VoiceCommand command;
  command.verb = VoiceCommand::Verb::sdp;
  command.leg = access::random_token(kTokenBytes);
  command.sdp = body.get_string("sdp");
  command.to = number_of(door.site, door.telephony, body.get_string("mission"));
  if (command.to.empty()) throw Error(ErrorKind::not_found, "line.not_found");
  const protocol::VoiceReply reply = door.voice.ask(command);
  return Response::json(json::Object{{"leg", command.leg}, {"sdp", reply.sdp}});
}

Response end(Door& door, const Request& request) {
  VoiceCommand command;
  command.verb = VoiceCommand::Verb::hangup;
  command.leg = request.param("leg");
  door.voice.ask(command);
  return Response::json(json::Object{{"leg", command.leg}});
}

}  // namespace

void add_call_page(http::Router& router, const Site& site, telephony::Service& telephony,
                   calls::VoiceControl& voice) {
  const std::shared_ptr<Door> door(new Door{
      site, telephony, voice, http::RateLimiter(kCallsPerSecond, kCallsAtOnce, site.database.clock())});
  add_page(router, site, Method::get, "/call",
           [&telephony](const Site& at, const Visit& visit) { return page_of(at, visit, telephony); });
  router.add(Method::get, "/call/call.js", Policy::open(), [](const Request& request, Context&) {
    static const http::StaticFiles files("templates/portal/");
    return files.serve("call.js", request);
  });
  // Open: citizens sign in nowhere. The token of the answer is what hangs up.
  router.add(Method::post, "/call/begin", Policy::open().body(kLargestOffer),
             [door](const Request& request, Context&) { return begin(*door, request); });
  router.add(Method::post, "/call/{leg}/end", Policy::open(),
             [door](const Request& request, Context&) { return end(*door, request); });
}

}  // namespace aproape::portal
