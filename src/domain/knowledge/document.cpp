#include "domain/knowledge/document.hpp"

#include "domain/knowledge/names.hpp"

namespace aproape::knowledge {
namespace {

void add(json::Object& to, std::string_view name, const std::string& text) {
  if (!text.empty()) to.set(std::string(name), text);
}

void add(json::Object& to, std::string_view name, const std::vector<std::string>& lines) {
  if (!lines.empty()) to.set(std::string(name), to_json(lines));
}

void add(json::Object& to, const Details& details) {
  add(to, "conditions", details.conditions);
  add(to, "documents", details.documents);
  add(to, "fee", details.fee);
  add(to, "duration", details.duration);
  add(to, "legal", details.legal);
  add(to, "note", details.note);
}

json::Object text_object(const Text& text) {
  json::Object to;
  add(to, "title", text.title);
  add(to, "words", text.words);
  add(to, "summary", text.summary);
  add(to, "first", text.first);
  add(to, text.details);
  if (!text.questions.empty()) to.set("questions", to_json(text.questions));
  add(to, "body", text.body);
  return to;
}

json::Object variant_object(const Variant& variant) {
  json::Object to;
  add(to, "country", variant.country);
  add(to, "mission", variant.mission);
  add(to, "sources", variant.sources);
  json::Object texts;
  for (const auto& [language, details] : variant.texts) {
    json::Object one;
    add(one, details);
    texts.set(language, std::move(one));
  }
  to.set("texts", std::move(texts));
  return to;
}

}  // namespace

json::Array to_json(const std::vector<std::string>& lines) {
  json::Array list;
  for (const std::string& line : lines) list.emplace_back(line);
  return list;
}

json::Object to_json(const Source& source) {
  return {{"id", source.id}, {"kind", source.kind}, {"address", source.address}, {"seen", source.seen}};
}

json::Array to_json(const std::vector<Question>& questions) {
  json::Array list;
  for (const Question& question : questions) {
    json::Array answers;
    for (const Answer& answer : question.answers) {
      json::Object one{{"say", answer.say}};
      if (answer.next > 0) one.set("next", answer.next);
      add(one, "decide", answer.decide);
      answers.emplace_back(std::move(one));
    }
    list.emplace_back(json::Object{{"ask", question.ask}, {"answers", std::move(answers)}});
  }
  return list;
}

json::Object to_json(const Article& article) {
  json::Object to{
      {"key", article.key}, {"audience", name_of(article.audience)}, {"kind", name_of(article.kind)}};
  to.set("categories", to_json(article.categories));
  json::Array sources;
  for (const Source& source : article.sources) sources.emplace_back(to_json(source));
  to.set("sources", std::move(sources));
  to.set("review_by", article.review_by);
  json::Object texts;
  for (const auto& [language, text] : article.texts) texts.set(language, text_object(text));
  to.set("texts", std::move(texts));
  json::Array variants;
  for (const Variant& variant : article.variants) variants.emplace_back(variant_object(variant));
  to.set("variants", std::move(variants));
  return to;
}

}  // namespace aproape::knowledge
