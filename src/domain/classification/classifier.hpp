#pragma once

#include <memory>
#include <string_view>

#include "domain/classification/analyser.hpp"
#include "domain/classification/country.hpp"
#include "domain/classification/linear_model.hpp"
#include "domain/classification/model.hpp"
#include "domain/classification/taxonomy.hpp"

namespace aproape::classification {

// Says what a text is about: one model, the rules that miss nothing, the language. Immutable, thread-safe,
// under a millisecond a text.
class Classifier {
 public:
  Classifier(std::shared_ptr<const Analyser> analyser, std::shared_ptr<const Taxonomy> taxonomy,
             LinearModel model, std::shared_ptr<const Places> places = nullptr)
      : analyser_(std::move(analyser)),
        taxonomy_(std::move(taxonomy)),
        model_(std::move(model)),
        places_(std::move(places)) {}

  // `today`: "2026-11-29"; what happened in an earlier year is no emergency, and a rule speaks from its day
  // on.
  [[nodiscard]] Verdict classify(std::string_view subject, std::string_view text,
                                 std::string_view today) const;
  [[nodiscard]] const LinearModel& model() const { return model_; }
  [[nodiscard]] const Analyser& analyser() const { return *analyser_; }

 private:
  void judge_topic(const Analysis& analysis, std::vector<float>& scores, Verdict& verdict) const;
  void judge_urgency(const Analysis& analysis, std::vector<float>& scores, float urgent,
                     Verdict& verdict) const;
  [[nodiscard]] std::vector<std::string> words_for(const Analysis& analysis, std::size_t column) const;

  std::shared_ptr<const Analyser> analyser_;
  std::shared_ptr<const Taxonomy> taxonomy_;
  LinearModel model_;
  std::shared_ptr<const Places> places_;  // none: no country is told
};

}  // namespace aproape::classification
