#pragma once

#include <cstddef>
#include <cstdint>
#include <vector>

namespace aproape::classification {

// One example as numbers. A label of -1 teaches nothing.
struct Lesson {
  std::vector<std::uint32_t> rows;
  std::vector<float> values;
  int topic = -1;
  int urgency = -1;
  int urgent = -1;          // 0, 1
  std::uint32_t times = 1;  // that it is shown in an epoch
};

// The weights while they are learnt: rows of `stride` numbers. Columns: topics, urgencies, urgent.
struct Weights {
  Weights(std::size_t rows, std::size_t topics_count, std::size_t urgencies_count);

  std::size_t topics;
  std::size_t urgencies;
  std::size_t stride;
  std::vector<float> values;
  std::vector<float> bias;
  float shrunk = 1;  // the true weights are values * shrunk: a decay of all of them costs one multiplication

  // Scores of all columns into `out` (stride numbers).
  void score(const Lesson& lesson, std::vector<float>& out) const;
};

struct LearnSettings {
  int epochs = 12;
  float rate = 1.0F;           // falls to zero in a straight line
  float decay = 2e-5F;         // of the weights, per lesson and rate
  float urgent_weight = 1.5F;  // of an urgent example in the last column
  float kinship = 0.5F;        // how much of what a topic learns the others of its category learn too
  std::uint64_t seed = 20261129;
};

// Softmax over topics and over urgencies, logistic for urgent, by stochastic gradient descent. One thread,
// plain IEEE arithmetic in a fixed order: the same result on every machine.
// `families`: the category of each topic, by number.
void learn(Weights& weights, const std::vector<Lesson>& lessons, const std::vector<int>& families,
           const LearnSettings& settings);

// Turns scores from..to into probabilities, after division by `temperature`.
void softmax(float* from, float* to, float temperature);

}  // namespace aproape::classification
