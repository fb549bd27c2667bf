#pragma once

#include <cstddef>
#include <vector>

#include "domain/classification/linear_model.hpp"

namespace aproape::classification {

// An example as a model judged it that had not seen it.
struct Judged {
  std::vector<float> scores;  // by column
  int topic = -1;
  int urgency = -1;
  int urgent = -1;
  bool rule = false;        // a rule fires
  std::size_t example = 0;  // which one
};

// Temperatures under which the probabilities are true (smallest loss), the weights of the signs of urgency,
// and the thresholds of "urgent": the highest precision that still finds kUrgentRecall of the urgent ones.
// Without examples: the defaults.
[[nodiscard]] Calibration calibrate(const std::vector<Judged>& judged,
                                    const std::vector<float>& urgent_shares);

// Of the examples' own hands, which hide emergencies in daily matters on purpose. Thresholds that find 95 %
// of their urgent texts found 98 % of those of a hand never learnt from; a little more is asked, for one that
// is missed costs more than one that is looked at in vain.
inline constexpr double kUrgentRecall = 0.965;

}  // namespace aproape::classification
