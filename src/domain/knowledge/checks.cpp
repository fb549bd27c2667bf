#include "domain/knowledge/checks.hpp"

#include <algorithm>

namespace aproape::knowledge {
namespace {

constexpr std::size_t kLongestKey = 60;

bool is_key(std::string_view key) {
  return !key.empty() && key.size() <= kLongestKey && key.front() != '-' &&
         std::all_of(key.begin(), key.end(),
                     [](char c) { return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || c == '-'; });
}

bool is_language(std::string_view code) {
  return code.size() == 2 &&
         std::all_of(code.begin(), code.end(), [](char c) { return c >= 'a' && c <= 'z'; });
}

bool is_day(std::string_view day) {
  if (day.size() != 10 || day[4] != '-' || day[7] != '-') return false;
  return std::all_of(day.begin(), day.end(), [](char c) { return c == '-' || (c >= '0' && c <= '9'); });
}

class Check {
 public:
  explicit Check(const Article& article) : article_(article) {}

  std::vector<Lack> run() {
    head();
    for (const auto& [language, text] : article_.texts) one_text(language, text);
    for (std::size_t i = 0; i < article_.variants.size(); ++i) variant(article_.variants[i], i + 1);
    if (article_.kind == Kind::service) service();
    if (article_.kind == Kind::script) same_ways();
    return std::move(lacks_);
  }

 private:
  void lack(std::string path, std::string_view key) { lacks_.push_back({std::move(path), std::string(key)}); }
  void want(bool there, std::string path, std::string_view key = "field.required") {
    if (!there) lack(std::move(path), key);
  }

  void head() {
    want(is_key(article_.key), "key", "field.invalid");
    want(is_day(article_.review_by), "review_by", "field.invalid");
    want(article_.texts.contains(kBaseLanguage), "texts." + std::string(kBaseLanguage));
    want(!article_.sources.empty(), "sources");
    for (const Source& source : article_.sources) {
      const bool known = source.kind == "official" || source.kind == "press" || source.kind == "unchecked";
      want(known && !source.id.empty() && !source.address.empty() && is_day(source.seen), "sources",
           "field.invalid");
    }
  }

  void one_text(const std::string& language, const Text& text) {
    const std::string path = "texts." + language;
    want(is_language(language), path, "field.invalid");
    want(!text.title.empty(), path + ".title");
    want(!text.summary.empty(), path + ".summary");
    if (article_.kind == Kind::guide) want(!text.body.empty(), path + ".body");
    if (article_.kind == Kind::service) {
      want(!text.details.conditions.empty(), path + ".conditions");
      want(!text.details.documents.empty(), path + ".documents");
      want(!text.details.fee.empty(), path + ".fee");
      want(!text.details.duration.empty(), path + ".duration");
      want(!text.details.legal.empty(), path + ".legal");
    }
    if (article_.kind == Kind::script) script(path, text);
  }

  // Every answer decides or goes on to a later question, so that each way ends after at most as many steps as
  // there are questions; and no question stands where nobody comes.
  void script(const std::string& path, const Text& text) {
    want(text.first.find("112") != std::string::npos, path + ".first", "article.emergency_first");
    const std::size_t count = text.questions.size();
    want(count >= 1 && count <= kMostQuestions, path + ".questions", "article.questions");
    std::vector<bool> reached(count + 1, false);
    if (count > 0) reached[1] = true;
    for (std::size_t i = 0; i < count; ++i) {
      const std::string here = path + ".questions." + std::to_string(i + 1);
      const Question& question = text.questions[i];
      want(question.answers.size() >= 2, here, "article.answers");
      for (const Answer& answer : question.answers) {
        const auto next = static_cast<std::size_t>(answer.next);
        const bool decides = answer.next == 0 && !answer.decide.empty();
        const bool goes_on = next > i + 1 && next <= count && answer.decide.empty();
        want(!answer.say.empty() && (decides || goes_on), here, "article.dead_end");
        if (goes_on) reached[next] = true;
      }
      want(reached[i + 1], here, "article.never_asked");
    }
  }

  void variant(const Variant& variant, std::size_t number) {
    const std::string path = "variants." + std::to_string(number);
    want(variant.country.empty() != variant.mission.empty(), path, "article.variant_place");
    want(variant.texts.contains(kBaseLanguage), path + ".texts");
    want(!variant.sources.empty(), path + ".sources");
    for (const std::string& id : variant.sources)
      want(std::any_of(article_.sources.begin(), article_.sources.end(),
                       [&](const Source& source) { return source.id == id; }),
           path + ".sources", "article.unknown_source");
    for (const auto& [language, details] : variant.texts)
      want(article_.texts.contains(language) && details != Details{}, path + ".texts", "field.invalid");
  }

  void service() {
    const auto missions = std::count_if(article_.variants.begin(), article_.variants.end(),
                                        [](const Variant& one) { return !one.mission.empty(); });
    want(static_cast<std::size_t>(missions) >= kLeastMissionVariants, "variants", "article.few_variants");
  }

  void same_ways() {
    const auto base = article_.texts.find(kBaseLanguage);
    if (base == article_.texts.end()) return;
    for (const auto& [language, text] : article_.texts) {
      bool same = text.questions.size() == base->second.questions.size();
      for (std::size_t i = 0; same && i < text.questions.size(); ++i)
        same = std::equal(text.questions[i].answers.begin(), text.questions[i].answers.end(),
                          base->second.questions[i].answers.begin(), base->second.questions[i].answers.end(),
                          [](const Answer& a, const Answer& b) { return a.next == b.next; });
      want(same, "texts." + language + ".questions", "article.other_ways");
    }
  }

  const Article& article_;
  std::vector<Lack> lacks_;
};

}  // namespace

std::vector<Lack> check(const Article& article) {
  return Check(article).run();
}

}  // namespace aproape::knowledge
