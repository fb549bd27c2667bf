#include "domain/knowledge/library.hpp"

#include <algorithm>

namespace aproape::knowledge {
namespace {

constexpr double kSameSubcategory = 1.6;
constexpr double kSameCategory = 1.2;
constexpr double kCategoryAlone = 1.0;

void put(std::string& to, std::string_view text) {
  to += text;
  to += '\n';
}

void put(std::string& to, const std::vector<std::string>& lines) {
  for (const std::string& line : lines) put(to, line);
}

void put(std::string& to, const Details& details) {
  put(to, details.conditions);
  put(to, details.documents);
  put(to, details.fee);
  put(to, details.duration);
  put(to, details.legal);
  put(to, details.note);
}

// Parts a body into its headings and the rest.
void put_body(std::string& headings, std::string& rest, std::string_view body) {
  while (!body.empty()) {
    const std::size_t end = std::min(body.find('\n'), body.size());
    const std::string_view line = body.substr(0, end);
    put(line.starts_with("## ") ? headings : rest, line);
    body.remove_prefix(std::min(end + 1, body.size()));
  }
}

// Variants are left out: a place that somebody names is no subject.
std::array<std::string, kFields> fields_of(const Text& text) {
  std::array<std::string, kFields> fields;
  std::string& lead = fields[static_cast<std::size_t>(Field::lead)];
  std::string& body = fields[static_cast<std::size_t>(Field::body)];
  put(fields[static_cast<std::size_t>(Field::title)], text.title);
  put(fields[static_cast<std::size_t>(Field::words)], text.words);
  put(lead, text.summary);
  put_body(lead, body, text.body);
  put(body, text.first);
  put(body, text.details);
  for (const Question& question : text.questions) {
    put(body, question.ask);
    for (const Answer& answer : question.answers) put(body, answer.decide);
  }
  return fields;
}

// How well an article answers a category: its own subcategory, one of the same family, none.
double fit(const Article& article, std::string_view category) {
  if (category.empty()) return 1;
  const std::string_view family = category.substr(0, category.find('.'));
  double best = 1;
  for (const std::string& one : article.categories) {
    if (one == category) return kSameSubcategory;
    if (std::string_view(one).substr(0, one.find('.')) == family) best = kSameCategory;
  }
  return best;
}

void lay(std::vector<std::string>& over, const std::vector<std::string>& with) {
  if (!with.empty()) over = with;
}

void lay(std::string& over, const std::string& with) {
  if (!with.empty()) over = with;
}

void lay(Details& over, const Details& with) {
  lay(over.conditions, with.conditions);
  lay(over.documents, with.documents);
  lay(over.fee, with.fee);
  lay(over.duration, with.duration);
  lay(over.legal, with.legal);
  if (with.note.empty()) return;
  if (!over.note.empty()) over.note += "\n\n";
  over.note += with.note;
}

}  // namespace

Library::Library(std::vector<Article> articles, const Synonyms& synonyms)
    : articles_(std::move(articles)), index_(synonyms) {
  std::sort(articles_.begin(), articles_.end(),
            [](const Article& a, const Article& b) { return a.key < b.key; });
  for (std::size_t i = 0; i < articles_.size(); ++i) {
    by_key_[articles_[i].key] = i;
    for (const auto& [language, text] : articles_[i].texts) {
      index_.add(fields_of(text));
      owners_.push_back(i);
    }
  }
  index_.finish();
}

const Article* Library::find(std::string_view key) const {
  const auto found = by_key_.find(key);
  return found == by_key_.end() ? nullptr : &articles_[found->second];
}

std::vector<Hit> Library::search(const Ask& ask) const {
  // The best of an article's languages speaks for it.
  std::vector<double> scores(articles_.size(), 0);
  for (const Index::Match& match : index_.search(ask.words, ask.typing)) {
    double& score = scores[owners_[match.document]];
    score = std::max(score, match.score);
  }
  std::vector<Hit> hits;
  for (std::size_t i = 0; i < articles_.size(); ++i) {
    if (ask.citizens_only && articles_[i].audience != Audience::citizen) continue;
    const double fitting = fit(articles_[i], ask.category);
    const double base = scores[i] > 0 || fitting < kSameSubcategory ? scores[i] : kCategoryAlone;
    if (base > 0) hits.push_back({&articles_[i], base * fitting});
  }
  std::stable_sort(hits.begin(), hits.end(), [](const Hit& a, const Hit& b) { return a.score > b.score; });
  if (hits.size() > ask.limit) hits.resize(ask.limit);
  return hits;
}

Shown show(const Article& article, std::string_view language, std::string_view country,
           std::string_view mission) {
  Shown shown;
  auto text = article.texts.find(language);
  if (text == article.texts.end()) text = article.texts.find(kBaseLanguage);
  if (text == article.texts.end()) return shown;
  shown.language = text->first;
  shown.text = text->second;
  const auto lay_over = [&](const Variant& variant) {
    auto found = variant.texts.find(shown.language);
    if (found == variant.texts.end()) found = variant.texts.find(kBaseLanguage);
    if (found == variant.texts.end()) return;
    lay(shown.text.details, found->second);
    shown.variants.push_back(&variant);
  };
  for (const Variant& variant : article.variants)
    if (!country.empty() && variant.country == country) lay_over(variant);
  for (const Variant& variant : article.variants)
    if (!mission.empty() && variant.mission == mission) lay_over(variant);
  return shown;
}

}  // namespace aproape::knowledge
