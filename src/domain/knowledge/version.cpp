#include "domain/knowledge/version.hpp"

#include <algorithm>

namespace aproape::knowledge {
namespace {

// Whether a language's text, with what it says in the variants, is the same in both.
bool same_text(const Article& a, const Article& b, std::string_view language) {
  const auto one = a.texts.find(language);
  const auto other = b.texts.find(language);
  if (one == a.texts.end() || other == b.texts.end() || !(one->second == other->second)) return false;
  const auto said = [&](const Article& article) {
    std::vector<std::pair<std::string, Details>> all;
    for (const Variant& variant : article.variants) {
      const auto found = variant.texts.find(language);
      if (found != variant.texts.end()) all.emplace_back(variant.country + variant.mission, found->second);
    }
    return all;
  };
  return said(a) == said(b);
}

}  // namespace

bool Translations::stale(std::string_view language) const {
  const auto found = follows.find(language);
  return found != follows.end() && found->second < base_changed;
}

Translations carry_on(const Version* before, const Article& now, int number,
                      const std::vector<std::string>& confirmed) {
  Translations made;
  const bool base_same = before != nullptr && same_text(before->article, now, kBaseLanguage);
  made.base_changed = base_same ? before->translations.base_changed : number;
  for (const auto& [language, text] : now.texts) {
    if (language == kBaseLanguage) continue;
    int follows = number;
    if (before != nullptr && same_text(before->article, now, language)) {
      const auto was = before->translations.follows.find(language);
      if (was != before->translations.follows.end()) follows = was->second;
    }
    if (std::find(confirmed.begin(), confirmed.end(), language) != confirmed.end()) follows = number;
    made.follows[language] = follows;
  }
  return made;
}

}  // namespace aproape::knowledge
