#include "domain/classification/calibration.hpp"

#include <algorithm>
#include <cmath>

#include "domain/classification/learner.hpp"

namespace aproape::classification {
namespace {

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

void choose_thresholds(const std::vector<Judged>& judged, std::size_t column, Calibration& calibration) {
  double best_recall = 0;
  double best_precision = 0;
  for (int alone = 1; alone < 50; ++alone) {
    for (int with_rule = 1; with_rule <= alone; ++with_rule) {
      double right = 0;
      double missed = 0;
      double false_alarms = 0;
      for (const Judged& one : judged) {
        if (one.urgent < 0) continue;
        const float p = 1.0F / (1.0F + std::exp(-one.scores[column]));
        const bool said = p * 50.0F >= static_cast<float>(one.rule ? with_rule : alone);
        right += said && one.urgent == 1 ? 1 : 0;
        missed += !said && one.urgent == 1 ? 1 : 0;
        false_alarms += said && one.urgent == 0 ? 1 : 0;
      }
      if (right == 0) continue;
      const double recall = std::min(right / (right + missed), kUrgentRecall);
      const double precision = right / (right + false_alarms);
      if (recall < best_recall || (recall == best_recall && precision <= best_precision)) continue;
      best_recall = recall;
      best_precision = precision;
      calibration.urgent_alone = static_cast<float>(alone) / 50.0F;
      calibration.urgent_with_rule = static_cast<float>(with_rule) / 50.0F;
    }
  }
}

}  // namespace

Calibration calibrate(const std::vector<Judged>& judged, std::size_t topics) {
  Calibration calibration;
  if (judged.empty()) return calibration;
  calibration.topic_temperature = best_temperature(judged, 0, topics, true);
  calibration.urgency_temperature = best_temperature(judged, topics, topics + kUrgencies, false);
  choose_thresholds(judged, topics + kUrgencies, calibration);
  return calibration;
}

}  // namespace aproape::classification
