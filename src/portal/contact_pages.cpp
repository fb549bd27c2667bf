#include "portal/contact_pages.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "channels/web_form/questions.hpp"
#include "http/cookie.hpp"
#include "i18n/dates.hpp"
#include "portal/articles.hpp"
#include "portal/icons.hpp"
#include "portal/questions.hpp"
#include "portal/shell.hpp"
#include "portal/upload.hpp"

namespace aproape::portal {
namespace {

using http::Method;
using http::Response;
using web_form::Draft;

constexpr std::string_view kCookie = "aproape_form";
constexpr Millis kCookieLife = 7 * kDay;
constexpr std::size_t kLargestBody = std::size_t{32} << 20U;  // of one page: two files of the largest size
constexpr std::size_t kSuggested = 3;
// Forms that one address may begin or send: a mission's waiting room sits behind one.
constexpr double kPerSecond = 0.2;
constexpr double kBurst = 120;

std::string token_of(const Visit& visit) {
  return visit.request().cookie(http::cookie_name(kCookie, visit.request().tls())).value_or("");
}

std::size_t place_of(std::string_view question) {
  const auto found = std::find(web_form::kQuestions.begin(), web_form::kQuestions.end(), question);
  return static_cast<std::size_t>(found - web_form::kQuestions.begin());
}

std::string address_of(std::string_view question) {
  return "/contact/" + std::string(question);
}

Response to(std::string_view question) {
  return Response::redirect(address_of(question));
}

Html progress(const Visit& visit, std::size_t step) {
  const int all = static_cast<int>(web_form::kQuestions.size()) + 1;
  const int at = static_cast<int>(step) + 1;
  const std::string said = visit.text("form.step", {{"n", std::to_string(at)}, {"all", std::to_string(all)}});
  Html out;
  out << "<div class=\"steps\"><label for=\"steps\" class=\"small\">" << said
      << "</label><progress id=\"steps\" max=\"" << all << "\" value=\"" << at << "\">" << said
      << "</progress></div>";
  return out;
}

Html hidden(std::string_view name, std::string_view value) {
  Html out;
  out << "<input type=\"hidden\" name=\"" << name << "\" value=\"" << value << "\">";
  return out;
}

Html saved(const Visit& visit, std::string_view key) {
  Html out;
  out << "<p class=\"saved\">" << icon("check") << "<span>" << visit.say(key) << "</span></p>";
  return out;
}

Response question_page(const Site& site, const Visit& visit, std::string_view question, const Draft& draft,
                       const std::string& proof, bool changing, const Faults& faults) {
  const std::size_t step = place_of(question);
  const std::string title = visit.text("form." + std::string(question));
  Page page;
  page.title = (faults.empty() ? "" : visit.text("form.error") + ": ") + title;
  page.own = true;
  page.country = draft.answers.country;
  page.status = faults.empty() ? 200 : 400;
  page.above = way_back(visit,
                        changing    ? "/contact/check"
                        : step == 0 ? "/"
                                    : address_of(web_form::kQuestions[step - 1]),
                        visit.text("portal.back"));
  page.body << "<div class=\"wrap\">" << fault_summary(visit, faults) << progress(visit, step)
            << (question == "files"
                    ? html_of("<form method=\"post\" enctype=\"multipart/form-data\" novalidate>")
                    : html_of("<form method=\"post\" novalidate>"))
            << "<h1 class=\"q\">" << title << "</h1><p class=\"hint\">"
            << visit.say("form." + std::string(question) + "_say") << "</p>" << hidden("proof", proof)
            << hidden("changing", changing ? "1" : "") << "<div>"
            << question_fields(site, visit, question, draft, faults)
            << "</div><div class=\"row\"><button class=\"btn\" type=\"submit\">" << visit.say("form.go_on")
            << "</button></div>" << saved(visit, "form.saved") << "</form></div>";
  return show(site, visit, page);
}

// The form of the visitor's cookie; one that was sent is a new one on its first page.
std::optional<Draft> open_draft(const Site& site, const std::string& token) {
  if (token.empty()) return std::nullopt;
  auto draft = site.forms.find(token);
  if (draft && !draft->case_id.empty()) return std::nullopt;
  return draft;
}

Response ask(const Site& site, const Visit& visit) {
  const std::string question = visit.request().param("question");
  if (place_of(question) == web_form::kQuestions.size()) throw Error(ErrorKind::not_found, "form.no_page");
  const std::string token = token_of(visit);
  auto draft = open_draft(site, token);
  if (!draft && question != "who") return to("who");
  const bool changing = visit.request().query_or("changing", "") == "1";
  if (draft) {
    const std::string_view open = web_form::first_open(draft->answers);
    if (!open.empty() && place_of(open) < place_of(question)) return to(open);
  }
  return question_page(site, visit, question, draft.value_or(Draft{}), draft ? site.forms.proof(token) : "",
                       changing, {});
}

void check_proof(const Site& site, const std::string& token,
                 const std::map<std::string, std::string, std::less<>>& fields) {
  const auto proof = fields.find("proof");
  if (proof == fields.end() || !site.forms.proves(token, proof->second))
    throw Error(ErrorKind::conflict, "form.foreign");
}

// The files of the page, one after the other; the first that is not taken ends it with its fault.
Faults take_files(const Site& site, const std::string& token, const Upload& upload) {
  for (const Upload::File& file : upload.files) {
    try {
      site.forms.add_file(token, file.name, file.bytes);
    } catch (const Error& error) {
      if (error.kind() != ErrorKind::invalid && error.kind() != ErrorKind::too_large) throw;
      return {{"file", error.key()}};
    }
  }
  return {};
}

Response next_of(std::string_view question, bool changing) {
  const std::size_t step = place_of(question) + 1;
  return to(changing || step == web_form::kQuestions.size() ? std::string_view("check")
                                                            : web_form::kQuestions[step]);
}

Response answer_files(const Site& site, const Visit& visit, const std::string& token) {
  const Upload upload = read_upload(visit.request());
  check_proof(site, token, upload.fields);
  const auto flag = [&](std::string_view name) {
    const auto found = upload.fields.find(name);
    return found == upload.fields.end() ? std::string() : found->second;
  };
  const bool changing = flag("changing") == "1";
  if (const auto gone = parse<web_form::FileId>(flag("remove"))) site.forms.drop_file(token, *gone);
  const Faults faults = take_files(site, token, upload);
  if (!faults.empty()) {
    const auto draft = open_draft(site, token);
    return question_page(site, visit, "files", draft.value_or(Draft{}), site.forms.proof(token), changing,
                         faults);
  }
  if (!flag("remove").empty() || !flag("add").empty())
    return Response::redirect(address_of("files") + (changing ? "?changing=1" : ""));
  return next_of("files", changing);
}

Response answer(const Site& site, const Visit& visit) {
  const std::string question = visit.request().param("question");
  if (place_of(question) == web_form::kQuestions.size()) throw Error(ErrorKind::not_found, "form.no_page");
  std::string token = token_of(visit);
  auto draft = open_draft(site, token);
  if (!draft && question != "who") return to("who");
  if (question == "files") return answer_files(site, visit, token);
  const auto fields = read_form(visit.request().body());
  if (draft) check_proof(site, token, fields);
  Draft filled = draft.value_or(Draft{});
  filled.answers.language = visit.language();
  const auto flag = fields.find("changing");
  const bool changing = flag != fields.end() && flag->second == "1";
  const Faults faults = take_answers(site, question, fields, filled.answers);
  if (!faults.empty())
    return question_page(site, visit, question, filled, draft ? site.forms.proof(token) : "", changing,
                         faults);
  Response response = next_of(question, changing);
  if (draft) {
    if (!site.forms.save(token, filled.answers)) return to("done");
  } else {
    token = site.forms.begin(filled.answers);
  }
  response.header("Set-Cookie", http::set_cookie(kCookie, token, visit.request().tls(), kCookieLife));
  return response;
}

Html suggestions(const Site& site, const Visit& visit, const web_form::Answers& answers) {
  knowledge::Ask question;
  question.words = answers.story;
  if (answers.topic != web_form::kOtherTopic) question.category = answers.topic;
  question.citizens_only = true;
  question.limit = kSuggested;
  const auto in_force = site.knowledge.in_force();
  Html rows;
  for (const knowledge::Hit& hit : in_force->library.search(question)) {
    const knowledge::Text text = knowledge::show(*hit.article, visit.language(), answers.country, "").text;
    rows << "<li><a href=\"/services/" << hit.article->key << "?country=" << answers.country << "\">"
         << text.title << "</a><br><span class=\"small\">" << text.summary << "</span></li>";
  }
  Html out;
  if (!rows.empty())
    out << "<section class=\"card\" aria-labelledby=\"h-maybe\"><h2 id=\"h-maybe\">"
        << visit.say("form.maybe") << "</h2><ul>" << rows << "</ul></section>";
  return out;
}

Response check(const Site& site, const Visit& visit) {
  const std::string token = token_of(visit);
  const auto draft = open_draft(site, token);
  if (!draft) return site.forms.find(token) ? to("done") : to("who");
  if (const std::string_view open = web_form::first_open(draft->answers); !open.empty()) return to(open);
  Page page;
  page.title = visit.text("form.check");
  page.own = true;
  page.country = draft->answers.country;
  page.above = way_back(visit, "/contact/files", visit.text("portal.back"));
  page.body << "<div class=\"wrap\">" << progress(visit, web_form::kQuestions.size()) << "<h1>" << page.title
            << "</h1><dl class=\"sum\">";
  for (const Answered& one : answered(site, visit, *draft))
    page.body << "<div><dt>" << one.name << "</dt><dd class=\"said\">" << one.answer
              << "</dd><dd class=\"ch\"><a href=\"/contact/" << one.question << "?changing=1\">"
              << visit.say("form.change") << "<span class=\"vh\"> " << one.name << "</span></a></dd></div>";
  page.body << "</dl>" << suggestions(site, visit, draft->answers) << "<form method=\"post\">"
            << hidden("proof", site.forms.proof(token))
            << "<div class=\"row\"><button class=\"btn\" type=\"submit\">" << visit.say("form.send")
            << "</button></div>" << saved(visit, "form.once") << "</form></div>";
  return show(site, visit, page);
}

Response send(const Site& site, const Visit& visit) {
  const std::string token = token_of(visit);
  const auto fields = read_form(visit.request().body());
  check_proof(site, token, fields);
  (void)site.forms.send(token);
  return to("done");
}

Response done(const Site& site, const Visit& visit) {
  const auto sent = site.forms.sent(token_of(visit));
  if (!sent) return to("who");
  const bool mission = sent->unit != nullptr && sent->unit->kind == "mission";
  Page page;
  page.title = visit.text("form.done");
  page.own = true;
  if (mission) page.country = sent->unit->country;
  page.body << "<div class=\"wrap\"><div class=\"done\">" << icon("check") << "<h1>" << page.title
            << "</h1><p>" << visit.say("form.number") << "<span class=\"num\">" << sent->number
            << "</span></p></div>";
  if (sent->answer_by && sent->unit != nullptr)
    page.body << "<p class=\"lead\">"
              << visit.say("form.answer_by",
                           {{"when",
                             i18n::date_time_long(*sent->answer_by, sent->unit->time_zone, visit.language())},
                            {"city", sent->unit->city}})
              << "</p>";
  page.body << "<p>" << visit.say(sent->acknowledged ? "form.mailed" : "form.not_mailed") << "</p><h2>"
            << visit.say("form.next") << "</h2><ol class=\"next\"><li><b>" << visit.say("form.next_1")
            << "</b>" << visit.say("form.next_1_say") << "</li><li><b>";
  if (mission)
    page.body << visit.say("form.next_2",
                           {{"mission", visit.pick(sent->unit->name_ro, sent->unit->name_en)}});
  else
    page.body << visit.say("form.next_2_centre");
  page.body << "</b>" << visit.say("form.next_2_say") << "</li><li><b>" << visit.say("form.next_3") << "</b>"
            << visit.say("form.next_3_say")
            << "</li></ol><div class=\"row\"><a class=\"btn\" href=\"/status?number=" << sent->number << "\">"
            << visit.say("portal.follow") << "</a></div></div>";
  return show(site, visit, page);
}

}  // namespace

void add_contact_pages(http::Router& router, const Site& site) {
  const Pace limited(site, kPerSecond, kBurst);
  add_page(router, site, Method::get, "/contact", [](const Site&, const Visit&) { return to("who"); });
  add_page(router, site, Method::get, "/contact/check", check);
  add_page(router, site, Method::post, "/contact/check", limited(send));
  add_page(router, site, Method::get, "/contact/done", done);
  add_page(router, site, Method::get, "/contact/{question}", ask);
  add_page(router, site, Method::post, "/contact/{question}", limited(answer), kLargestBody);
}

}  // namespace aproape::portal
