#include "portal/questions.hpp"

#include <algorithm>

#include "channels/web_form/questions.hpp"
#include "portal/countries.hpp"
#include "portal/icons.hpp"

namespace aproape::portal {
namespace {

using web_form::Answers;

std::vector<catalogue::Category> topics(const Site& site) {
  return site.database.read([&](db::Tx& tx) { return site.catalogue.all(tx); });
}

Html who_fields(const Visit& visit, const Answers& a, const Faults& faults) {
  std::vector<Choice> list;
  for (const char* value : {"self", "other", "group", "foreigner"})
    list.push_back({value, visit.text(std::string("form.who_") + value)});
  Html out;
  out << choices(visit, "who", "form.who", list, a.who, faults)
      << field(visit, {"persons", "form.persons", "form.persons_hint", a.persons, "text", "off", 8000, 3},
               faults);
  return out;
}

Html where_fields(const Site& site, const Visit& visit, const Answers& a, const Faults& faults) {
  const bool wrong = std::any_of(faults.begin(), faults.end(),
                                 [](const Error::Field& one) { return one.name == "country"; });
  Html out;
  out << (wrong ? html_of("<div class=\"field bad\">") : html_of("<div class=\"field\">"))
      << "<label for=\"country\">" << visit.say("form.country") << "</label>"
      << fault_of(visit, "country", faults)
      << country_choice(visit, *site.network.directory(), "country", a.country) << "</div>"
      << field(visit, {"place", "form.place", "form.place_hint", a.place, "text", "address-level2"}, faults);
  return out;
}

Html topic_fields(const Site& site, const Visit& visit, const Answers& a, const Faults& faults) {
  std::vector<Choice> list;
  for (const catalogue::Category& one : topics(site))
    list.push_back({one.code, visit.pick(one.name_ro, one.name_en)});
  list.push_back({std::string(web_form::kOtherTopic), visit.text("form.topic_other")});
  return choices(visit, "topic", "form.topic", list, a.topic, faults);
}

Html address_fields(const Visit& visit, const Answers& a, const Faults& faults) {
  Html out;
  out << field(visit, {"name", "form.name", "", a.name, "text", "name"}, faults)
      << field(visit, {"email", "form.email", "form.email_hint", a.email, "email", "email", 254}, faults)
      << field(visit, {"phone", "form.phone", "form.phone_hint", a.phone, "tel", "tel", 40}, faults);
  return out;
}

Html file_fields(const Visit& visit, const web_form::Draft& draft) {
  Html out;
  if (!draft.files.empty()) {
    out << "<ul class=\"files\">";
    for (const web_form::File& file : draft.files)
      out << "<li class=\"f-good\">" << icon("document") << "<div><span class=\"tag t-good\">"
          << icon("check") << visit.say("form.file_stored") << "</span><br><b>" << file.part.name
          << "</b><p><button class=\"btn alt\" name=\"remove\" value=\"" << file.id.str() << "\">"
          << visit.say("form.file_remove") << "<span class=\"vh\"> " << file.part.name
          << "</span></button></p></div></li>";
    out << "</ul>";
  }
  out << "<div class=\"drop\"><label for=\"file\">" << visit.say("form.file")
      << "</label><p class=\"hint\" id=\"file-h\">" << visit.say("form.file_hint")
      << "</p><input id=\"file\" name=\"file\" type=\"file\" multiple aria-describedby=\"file-h\" "
         "accept=\".pdf,.jpg,.jpeg,.png,.webp,.heic,.tif,.tiff\"><div class=\"row\"><button class=\"btn "
         "alt\" name=\"add\" value=\"1\">"
      << visit.say("form.file_add") << "</button></div></div>";
  return out;
}

// Without carriage returns and blanks at the ends.
std::string tidy(std::string text) {
  std::erase(text, '\r');
  const auto from = text.find_first_not_of(" \t\n");
  if (from == std::string::npos) return {};
  return text.substr(from, text.find_last_not_of(" \t\n") - from + 1);
}

}  // namespace

Html question_fields(const Site& site, const Visit& visit, std::string_view question,
                     const web_form::Draft& draft, const Faults& faults) {
  const Answers& a = draft.answers;
  if (question == "who") return who_fields(visit, a, faults);
  if (question == "where") return where_fields(site, visit, a, faults);
  if (question == "topic") return topic_fields(site, visit, a, faults);
  if (question == "story")
    return field(visit, {"story", "form.story", "form.story_hint", a.story, "text", "off", 20'000, 8},
                 faults);
  if (question == "address") return address_fields(visit, a, faults);
  return file_fields(visit, draft);
}

Faults take_answers(const Site& site, std::string_view question,
                    const std::map<std::string, std::string, std::less<>>& fields, Answers& answers) {
  const auto take = [&](std::string_view name, std::string& into) {
    if (const auto found = fields.find(name); found != fields.end()) into = tidy(found->second);
  };
  if (question == "who") {
    take("who", answers.who);
    take("persons", answers.persons);
  } else if (question == "where") {
    take("country", answers.country);
    take("place", answers.place);
  } else if (question == "topic") {
    take("topic", answers.topic);
  } else if (question == "story") {
    take("story", answers.story);
  } else if (question == "address") {
    take("name", answers.name);
    take("email", answers.email);
    take("phone", answers.phone);
  }
  Faults wrong = web_form::faults(answers, question);
  if (question == "where" && wrong.empty() &&
      find_country(*site.network.directory(), answers.country) == nullptr)
    wrong.push_back({"country", "form.country_missing"});
  if (question == "topic" && wrong.empty() && answers.topic != web_form::kOtherTopic) {
    const auto known = topics(site);
    if (std::none_of(known.begin(), known.end(),
                     [&](const catalogue::Category& one) { return one.code == answers.topic; }))
      wrong.push_back({"topic", "form.topic_missing"});
  }
  return wrong;
}

std::vector<Answered> answered(const Site& site, const Visit& visit, const web_form::Draft& draft) {
  const Answers& a = draft.answers;
  const auto directory = site.network.directory();
  const network::Country* country = find_country(*directory, a.country);
  std::string where = country == nullptr ? std::string() : visit.pick(country->name_ro, country->name_en);
  if (!a.place.empty()) where = a.place + ", " + where;
  std::string topic = a.topic == web_form::kOtherTopic ? visit.text("form.topic_other") : std::string();
  for (const catalogue::Category& one : topics(site))
    if (one.code == a.topic) topic = visit.pick(one.name_ro, one.name_en);
  std::string who = visit.text(std::string("form.who_") + a.who);
  if (a.who == "other" || a.who == "group")
    for (const std::string& name : web_form::persons_of(a)) who += "\n" + name;
  std::string files;
  for (const web_form::File& file : draft.files) files += (files.empty() ? "" : ", ") + file.part.name;
  return {{visit.text("form.sum_who"), "who", who},
          {visit.text("form.sum_where"), "where", where},
          {visit.text("form.sum_topic"), "topic", topic},
          {visit.text("form.sum_story"), "story", a.story},
          {visit.text("form.sum_name"), "address", a.name},
          {visit.text("form.sum_email"), "address", a.email},
          {visit.text("form.sum_phone"), "address", a.phone.empty() ? visit.text("form.none") : a.phone},
          {visit.text("form.sum_files"), "files", files.empty() ? visit.text("form.none") : files}};
}

}  // namespace aproape::portal
