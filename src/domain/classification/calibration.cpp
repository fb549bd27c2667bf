#include "domain/classification/calibration.hpp"

#include <algorithm>
#include <array>
#include <cmath>

#include "domain/classification/learner.hpp"
#include "domain/classification/urgent.hpp"

namespace aproape::classification {
namespace {

constexpr int kRounds = 1500;
constexpr float kStep = 0.1F;
constexpr int kGrid = 60;

double loss(const std::vector<Judged>& judged, std::size_t from, std::size_t to, bool topic,
            float temperature) {
  double sum = 0;
  std::vector<float> part;
  for (const Judged& one : judged) {
    const int label = topic ? one.topic : one.urgency;
    if (label < 0) continue;
    part.assign(one.scores.begin() + static_cast<std::ptrdiff_t>(from),
                one.scores.begin() + static_cast<std::ptrdiff_t>(to));
    softmax(part.data(), part.data() + part.size(), temperature);
    sum -= std::log(std::max(1e-9, static_cast<double>(part[static_cast<std::size_t>(label)])));
  }
  return sum;
}

float best_temperature(const std::vector<Judged>& judged, std::size_t from, std::size_t to, bool topic) {
  float best = 1;
  double least = loss(judged, from, to, topic, best);
  for (int step = 4; step <= 60; ++step) {
    const float temperature = static_cast<float>(step) / 20.0F;
    const double here = loss(judged, from, to, topic, temperature);
    if (here < least) {
      least = here;
      best = temperature;
    }
  }
  return best;
}

// One judged example that is known to be urgent or not.
struct Known {
  std::array<float, kSigns> signs{};
  bool urgent = false;
  bool rule = false;
  float probability = 0;
};

// Logistic regression on the few signs, by gradient descent with a fixed number of steps.
void weigh_signs(std::vector<Known>& known, std::array<float, kSigns>& weights) {
  const auto many = static_cast<float>(known.size());
  for (int round = 0; round < kRounds; ++round) {
    std::array<float, kSigns> slope{};
    for (const Known& one : known) {
      const float wrong = urgent_probability(one.signs, weights) - (one.urgent ? 1.0F : 0.0F);
      for (std::size_t i = 0; i < kSigns; ++i) slope[i] += wrong * one.signs[i];
    }
    for (std::size_t i = 0; i < kSigns; ++i) weights[i] -= kStep * slope[i] / many;
  }
  for (Known& one : known) one.probability = urgent_probability(one.signs, weights);
}

void choose_thresholds(const std::vector<Known>& known, Calibration& calibration) {
  double best_recall = 0;
  double best_precision = 0;
  for (int alone = 1; alone < kGrid; ++alone) {
    for (int with_rule = 1; with_rule <= alone; ++with_rule) {
      const auto threshold = [](int step) {
        const float part = static_cast<float>(step) / static_cast<float>(kGrid);
        return part * part;
      };
      double right = 0;
      double missed = 0;
      double false_alarms = 0;
      for (const Known& one : known) {
        const bool said = one.probability >= threshold(one.rule ? with_rule : alone);
        right += said && one.urgent ? 1 : 0;
        missed += !said && one.urgent ? 1 : 0;
        false_alarms += said && !one.urgent ? 1 : 0;
      }
      if (right == 0) continue;
      const double recall = std::min(right / (right + missed), kUrgentRecall);
      const double precision = right / (right + false_alarms);
      if (recall < best_recall || (recall == best_recall && precision <= best_precision)) continue;
      best_recall = recall;
      best_precision = precision;
      calibration.urgent_alone = threshold(alone);
      calibration.urgent_with_rule = threshold(with_rule);
    }
  }
}

}  // namespace

Calibration calibrate(const std::vector<Judged>& judged, const std::vector<float>& urgent_shares) {
  Calibration calibration;
  if (judged.empty()) return calibration;
  const std::size_t topics = urgent_shares.size();
  calibration.topic_temperature = best_temperature(judged, 0, topics, true);
  calibration.urgency_temperature = best_temperature(judged, topics, topics + kUrgencies, false);
  std::vector<Known> known;
  for (const Judged& one : judged) {
    if (one.urgent < 0) continue;
    known.push_back(
        {urgent_signs(one.scores, urgent_shares, calibration, one.rule), one.urgent == 1, one.rule, 0.0F});
  }
  if (known.empty()) return calibration;
  weigh_signs(known, calibration.urgent_weights);
  choose_thresholds(known, calibration);
  return calibration;
}

}  // namespace aproape::classification
