#include "domain/classification/evaluation.hpp"

#include <algorithm>
#include <array>
#include <cmath>

namespace aproape::classification {
namespace {

struct Share {
  double right = 0;
  double all = 0;
  void add(bool yes) {
    right += yes ? 1 : 0;
    all += 1;
  }
  [[nodiscard]] double value() const { return all > 0 ? right / all : 0; }
};

const std::string& answer(const Verdict& verdict) {
  return verdict.kind == "case" ? verdict.subcategory : verdict.kind;
}

std::string category_of(const std::string& topic) {
  return topic.substr(0, topic.find('.'));
}

double macro_f1(const std::vector<Example>& examples, const std::vector<Verdict>& verdicts) {
  struct Counts {
    double right = 0, said = 0, true_ones = 0;
  };
  std::map<std::string, Counts> topics;
  for (std::size_t i = 0; i < examples.size(); ++i) {
    const std::string& truth = examples[i].topic();
    if (truth.empty()) continue;
    ++topics[truth].true_ones;
    ++topics[answer(verdicts[i])].said;
    if (answer(verdicts[i]) == truth) ++topics[truth].right;
  }
  double sum = 0;
  double many = 0;
  for (const auto& [topic, counts] : topics) {
    if (counts.true_ones == 0) continue;
    sum += 2 * counts.right / (counts.said + counts.true_ones);
    ++many;
  }
  return many > 0 ? sum / many : 0;
}

bool in_first_three(const Verdict& verdict, const std::string& truth) {
  if (answer(verdict) == truth) return true;
  for (std::size_t i = 0; i < std::min<std::size_t>(2, verdict.alternatives.size()); ++i)
    if (verdict.alternatives[i].subcategory == truth) return true;
  return false;
}

class Confidence {
 public:
  void add(float said, bool right) {
    const auto step = std::min<std::size_t>(9, static_cast<std::size_t>(std::max(0.0F, said) * 10.0F));
    steps_[step].add(right);
    said_[step] += said;
    ++all_;
  }
  [[nodiscard]] double error() const {
    double sum = 0;
    for (std::size_t i = 0; i < steps_.size(); ++i)
      if (steps_[i].all > 0) sum += std::abs(said_[i] - steps_[i].right);
    return all_ > 0 ? sum / all_ : 0;
  }

 private:
  std::array<Share, 10> steps_{};
  std::array<double, 10> said_{};
  double all_ = 0;
};

}  // namespace

Figures evaluate(const std::vector<Example>& examples, const std::vector<Verdict>& verdicts) {
  Figures figures;
  figures.texts = examples.size();
  Share category, subcategory, three, kind, level, language, country, found, meant;
  std::map<std::string, int> confusions;
  std::map<std::string, Share> languages;
  Confidence confidence;
  for (std::size_t i = 0; i < examples.size(); ++i) {
    const Example& example = examples[i];
    const Verdict& verdict = verdicts[i];
    const std::string& truth = example.topic();
    kind.add(verdict.kind == example.kind);
    language.add(verdict.language == example.language);
    level.add(verdict.urgency == example.urgency);
    if (!example.country.empty() || !verdict.country.empty()) country.add(verdict.country == example.country);
    if (example.urgent) {
      found.add(verdict.urgent);
      if (!verdict.urgent) figures.missed_urgent.push_back(example.id);
    }
    if (verdict.urgent) {
      meant.add(example.urgent);
      if (!example.urgent) figures.false_urgent.push_back(example.id);
    }
    if (truth.empty()) continue;
    const bool right = answer(verdict) == truth;
    category.add(category_of(answer(verdict)) == category_of(truth));
    subcategory.add(right);
    three.add(in_first_three(verdict, truth));
    languages[example.language].add(right);
    confidence.add(verdict.confidence, right);
    if (!right) ++confusions[truth + " -> " + answer(verdict)];
  }
  figures.category_accuracy = category.value();
  figures.subcategory_accuracy = subcategory.value();
  figures.subcategory_macro_f1 = macro_f1(examples, verdicts);
  figures.in_first_three = three.value();
  figures.kind_accuracy = kind.value();
  figures.urgent_recall = found.value();
  figures.urgent_precision = meant.value();
  figures.level_accuracy = level.value();
  figures.language_accuracy = language.value();
  figures.country_accuracy = country.value();
  figures.calibration_error = confidence.error();
  figures.confusions.assign(confusions.begin(), confusions.end());
  std::stable_sort(figures.confusions.begin(), figures.confusions.end(),
                   [](const auto& a, const auto& b) { return a.second > b.second; });
  for (const auto& [code, share] : languages) figures.subcategory_by_language[code] = share.value();
  return figures;
}

}  // namespace aproape::classification
