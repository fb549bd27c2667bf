#pragma once

#include <array>
#include <vector>

#include "domain/classification/linear_model.hpp"

namespace aproape::classification {

// What in a text speaks for urgency, as numbers that Calibration::urgent_weights weighs: 1, and the log odds
// of the column "urgent", of P1 and P2, and of the topics by their share of urgent examples; 1 where a rule
// fires. `scores` are LinearModel::score()'s, before any softmax.
[[nodiscard]] std::array<float, kSigns> urgent_signs(const std::vector<float>& scores,
                                                     const std::vector<float>& urgent_shares,
                                                     const Calibration& calibration, bool rule);

// Probability that the text is urgent.
[[nodiscard]] float urgent_probability(const std::array<float, kSigns>& signs,
                                       const std::array<float, kSigns>& weights);

}  // namespace aproape::classification
