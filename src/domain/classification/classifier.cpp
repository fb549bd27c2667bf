#include "domain/classification/classifier.hpp"

#include <algorithm>
#include <array>
#include <cmath>
#include <map>
#include <numeric>
#include <set>

#include "domain/classification/learner.hpp"
#include "domain/classification/urgent.hpp"
#include "text/analyse.hpp"

namespace aproape::classification {
namespace {

constexpr std::size_t kMostWordsShown = 6;
constexpr std::size_t kMostAlternatives = 4;
constexpr float kLeastAlternative = 0.02F;
constexpr std::size_t kShortestShown = 3;  // bytes; "de" speaks for nothing that a person would see
constexpr float kDefaultUrgencyPull = 2.0F;
constexpr float kRulePull = 2.0F;

constexpr std::array<std::string_view, kUrgencies> kLevels{"P1", "P2", "P3", "P4"};

bool add_once(std::vector<std::string>& list, std::string_view word) {
  if (std::find(list.begin(), list.end(), word) != list.end()) return false;
  list.emplace_back(word);
  return true;
}

}  // namespace

Verdict Classifier::classify(std::string_view subject, std::string_view text, std::string_view today) const {
  const Analysis analysis = analyser_->analyse(subject, text, today);
  Verdict verdict;
  verdict.model = model_.name();
  verdict.language = analysis.language.code;
  verdict.language_confidence = static_cast<float>(analysis.language.certainty) / 100.0F;
  std::vector<float> scores = model_.score(analysis.counted);
  const float urgent = urgent_probability(
      urgent_signs(scores, model_.urgent_shares(), model_.calibration(), !analysis.fired.empty()),
      model_.calibration().urgent_weights);
  judge_topic(analysis, scores, verdict);
  judge_urgency(analysis, scores, urgent, verdict);
  if (places_ != nullptr) {
    CountryFound found = find_country(analysis.text, *places_, analysis.language.code);
    verdict.country = std::move(found.country);
    verdict.country_confidence = found.confidence;
    verdict.country_words = std::move(found.words);
  }
  return verdict;
}

void Classifier::judge_topic(const Analysis& analysis, std::vector<float>& scores, Verdict& verdict) const {
  const auto& topics = model_.topics();
  softmax(scores.data(), scores.data() + topics.size(), model_.calibration().topic_temperature);
  // A kind that is no case stands beside the categories.
  std::map<std::string, float> sums;
  const auto group = [&](std::size_t topic) {
    const Taxonomy::Entry* entry = taxonomy_->find(topics[topic]);
    return entry == nullptr ? topics[topic] : entry->category;
  };
  for (std::size_t i = 0; i < topics.size(); ++i) sums[group(i)] += scores[i];
  const auto best = std::max_element(sums.begin(), sums.end(),
                                     [](const auto& a, const auto& b) { return a.second < b.second; });
  std::vector<std::size_t> order(topics.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return scores[a] > scores[b]; });
  std::size_t answer = order.front();
  for (const std::size_t topic : order) {
    if (group(topic) != best->first) continue;
    answer = topic;
    break;
  }
  verdict.confidence = scores[answer];
  verdict.category_confidence = best->second;
  if (taxonomy_->find(topics[answer]) != nullptr) {
    verdict.category = best->first;
    verdict.subcategory = topics[answer];
  } else {
    verdict.kind = topics[answer];
  }
  for (const std::size_t topic : order) {
    if (verdict.alternatives.size() == kMostAlternatives || scores[topic] < kLeastAlternative) break;
    if (topic != answer && taxonomy_->find(topics[topic]) != nullptr)
      verdict.alternatives.push_back({topics[topic], scores[topic]});
  }
  verdict.words = words_for(analysis, answer);
}

void Classifier::judge_urgency(const Analysis& analysis, std::vector<float>& scores, float urgent,
                               Verdict& verdict) const {
  const bool rule = !analysis.fired.empty();
  const Calibration& calibration = model_.calibration();
  verdict.urgent =
      verdict.kind == "case" && urgent >= (rule ? calibration.urgent_with_rule : calibration.urgent_alone);
  verdict.urgent_confidence = verdict.urgent ? std::max(urgent, 0.5F) : 1.0F - std::min(urgent, 0.5F);
  for (const Fired& fired : analysis.fired)
    verdict.rules.push_back(analyser_->rules().all()[fired.rule].code);
  float* levels = scores.data() + model_.urgency_column();
  softmax(levels, levels + kUrgencies, calibration.urgency_temperature);
  const Taxonomy::Entry* entry = taxonomy_->find(verdict.subcategory);
  for (std::size_t i = 0; i < kUrgencies; ++i)
    if (entry != nullptr && entry->default_urgency == kLevels[i]) levels[i] *= kDefaultUrgencyPull;
  for (const std::string_view level : {kLevels[0], kLevels[1]}) {
    const bool spoken = std::any_of(analysis.fired.begin(), analysis.fired.end(), [&](const Fired& fired) {
      return analyser_->rules().all()[fired.rule].urgency == level;
    });
    if (spoken) levels[level == kLevels[0] ? 0 : 1] *= kRulePull;
  }
  // What is urgent is P1 or P2; what is not is never P1.
  const std::size_t from = verdict.urgent ? 0 : 1;
  const std::size_t to = verdict.urgent ? 2 : kUrgencies;
  verdict.urgency = kLevels[static_cast<std::size_t>(std::max_element(levels + from, levels + to) - levels)];
  if (verdict.kind != "case") verdict.urgency = "P4";
  if (!verdict.urgent) return;
  for (const Fired& fired : analysis.fired) {
    for (const std::uint16_t at : {fired.first, fired.last})
      add_once(verdict.urgent_words, analysis.text.written(analysis.text.words[at]));
  }
  for (const std::string& word : words_for(analysis, model_.urgent_column())) {
    if (verdict.urgent_words.size() >= kMostWordsShown) break;
    add_once(verdict.urgent_words, word);
  }
}

std::vector<std::string> Classifier::words_for(const Analysis& analysis, std::size_t column) const {
  const auto& words = analysis.text.words;
  std::vector<float> shares =
      model_.word_shares(analysis.occurrences, analysis.counted, column, words.size());
  // A word that stands several times speaks once, with all its weight.
  std::map<std::string_view, std::size_t> first;
  for (std::size_t i = 0; i < words.size(); ++i) {
    const auto [known, fresh] = first.emplace(words[i].folded, i);
    if (fresh) continue;
    shares[known->second] += shares[i];
    shares[i] = 0;
  }
  std::vector<std::size_t> order(words.size());
  std::iota(order.begin(), order.end(), std::size_t{0});
  std::stable_sort(order.begin(), order.end(),
                   [&](std::size_t a, std::size_t b) { return shares[a] > shares[b]; });
  std::vector<std::string> spoken;
  for (const std::size_t i : order) {
    if (spoken.size() == kMostWordsShown || shares[i] <= 0) break;
    if (words[i].folded.size() < kShortestShown || text::is_stop_word(words[i].folded)) continue;
    add_once(spoken, analysis.text.written(words[i]));
  }
  return spoken;
}

}  // namespace aproape::classification
