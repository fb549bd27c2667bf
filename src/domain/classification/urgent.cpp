#include "domain/classification/urgent.hpp"

#include <cmath>

#include "domain/classification/learner.hpp"

namespace aproape::classification {
namespace {

constexpr float kSmooth = 0.01F;  // no sign is certain

float log_odds(float share) {
  return std::log((share + kSmooth) / (1.0F + kSmooth - share));
}

}  // namespace

std::array<float, kSigns> urgent_signs(const std::vector<float>& scores,
                                       const std::vector<float>& urgent_shares,
                                       const Calibration& calibration, bool rule) {
  const auto topics = static_cast<std::ptrdiff_t>(urgent_shares.size());
  const auto levels_end = topics + static_cast<std::ptrdiff_t>(kUrgencies);
  std::vector<float> shares(scores.begin(), scores.begin() + topics);
  softmax(shares.data(), shares.data() + shares.size(), calibration.topic_temperature);
  float by_topic = 0;
  for (std::size_t i = 0; i < shares.size(); ++i) by_topic += shares[i] * urgent_shares[i];
  std::vector<float> levels(scores.begin() + topics, scores.begin() + levels_end);
  softmax(levels.data(), levels.data() + levels.size(), calibration.urgency_temperature);
  return {1.0F, scores[static_cast<std::size_t>(levels_end)], log_odds(levels[0] + 0.5F * levels[1]),
          log_odds(by_topic), rule ? 1.0F : 0.0F};
}

float urgent_probability(const std::array<float, kSigns>& signs, const std::array<float, kSigns>& weights) {
  float sum = 0;
  for (std::size_t i = 0; i < kSigns; ++i) sum += signs[i] * weights[i];
  return 1.0F / (1.0F + std::exp(-sum));
}

}  // namespace aproape::classification
