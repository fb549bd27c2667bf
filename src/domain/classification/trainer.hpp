#pragma once

#include <string>
#include <vector>

#include "domain/classification/analyser.hpp"
#include "domain/classification/calibration.hpp"
#include "domain/classification/example.hpp"
#include "domain/classification/learner.hpp"
#include "domain/classification/linear_model.hpp"

namespace aproape::classification {

struct TrainSettings {
  LearnSettings learn;
  std::array<float, kBlocks> block_weight{1.5F, 2.0F, 1.5F, 0.7F, 0.7F, 0.7F};
  std::uint32_t least_texts = 3;     // a feature of fewer texts says nothing of others
  std::size_t folds = 3;             // for the calibration
  std::string today = "2026-12-31";  // the examples were written in this year
};

// Learns from the examples. Temperatures and thresholds come from parts that were held back in turn (by
// author and scenario); the model itself learns from all. Deterministic. Throws Error{invalid,
// "classifier.examples"} where there is nothing to learn.
[[nodiscard]] TrainedModel train(const std::vector<Example>& examples, const Analyser& analyser,
                                 const TrainSettings& settings = {});

// Every example as a model judges it that learnt from the other folds only; the topics in the order of the
// columns come back in `topics`. What train() calibrates on, and how settings are compared.
[[nodiscard]] std::vector<Judged> judge_in_turn(const std::vector<Example>& examples,
                                                const Analyser& analyser, const TrainSettings& settings,
                                                std::vector<std::string>& topics);

// 16 hexadecimal digits of what bytes hold, to name a model by its sources.
[[nodiscard]] std::string short_digest(std::string_view bytes);

// Examples of one fold: those that are held back, and the others. By group, so that one scenario stands on
// one side.
[[nodiscard]] bool in_fold(const Example& example, std::size_t fold, std::size_t folds);

}  // namespace aproape::classification
