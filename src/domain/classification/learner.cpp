#include "domain/classification/learner.hpp"

#include <algorithm>
#include <cmath>
#include <random>
#include <utility>

namespace aproape::classification {
namespace {

constexpr std::size_t kLane = 8;

// Fisher-Yates by hand: std::shuffle is another one in every library.
void shuffle(std::vector<std::size_t>& order, std::mt19937_64& random) {
  for (std::size_t i = order.size(); i > 1; --i) std::swap(order[i - 1], order[random() % i]);
}

void add_row(const float* row, float value, float* out, std::size_t stride) {
  for (std::size_t i = 0; i < stride; ++i) out[i] += value * row[i];
}

// Adds to each topic a part of what its whole category got wrong.
void share(const std::vector<int>& families, float kinship, std::vector<float>& sums,
           std::vector<float>& wrong) {
  std::fill(sums.begin(), sums.end(), 0.0F);
  for (std::size_t i = 0; i < families.size(); ++i) sums[static_cast<std::size_t>(families[i])] += wrong[i];
  for (std::size_t i = 0; i < families.size(); ++i)
    wrong[i] += kinship * sums[static_cast<std::size_t>(families[i])];
}

}  // namespace

Weights::Weights(std::size_t rows, std::size_t topics_count, std::size_t urgencies_count)
    : topics(topics_count),
      urgencies(urgencies_count),
      stride((topics_count + urgencies_count + 1 + kLane - 1) / kLane * kLane),
      values(rows * stride, 0.0F),
      bias(stride, 0.0F) {}

void Weights::score(const Lesson& lesson, std::vector<float>& out) const {
  out.assign(stride, 0.0F);
  for (std::size_t i = 0; i < lesson.rows.size(); ++i)
    add_row(values.data() + lesson.rows[i] * stride, lesson.values[i], out.data(), stride);
  for (std::size_t i = 0; i < stride; ++i) out[i] = out[i] * shrunk + bias[i];
}

void softmax(float* from, float* to, float temperature) {
  const float most = *std::max_element(from, to);
  float sum = 0;
  for (float* at = from; at != to; ++at) {
    *at = std::exp((*at - most) / temperature);
    sum += *at;
  }
  for (float* at = from; at != to; ++at) *at /= sum;
}

void learn(Weights& weights, const std::vector<Lesson>& lessons, const std::vector<int>& families,
           const LearnSettings& settings) {
  std::mt19937_64 random(settings.seed);
  std::vector<std::size_t> order;
  for (std::size_t i = 0; i < lessons.size(); ++i) order.insert(order.end(), lessons[i].times, i);
  std::vector<float> wrong;
  std::vector<float> sums(families.size(), 0.0F);
  const std::size_t urgencies_end = weights.topics + weights.urgencies;
  const auto steps = static_cast<float>(order.size()) * static_cast<float>(settings.epochs);
  float step = 0;
  for (int epoch = 0; epoch < settings.epochs; ++epoch) {
    shuffle(order, random);
    for (const std::size_t number : order) {
      const Lesson& lesson = lessons[number];
      const float rate = settings.rate * (1.0F - step / steps);
      step += 1.0F;
      weights.score(lesson, wrong);
      const auto blame = [&](std::size_t from, std::size_t to, int label) {
        if (label < 0) {
          std::fill(wrong.begin() + static_cast<std::ptrdiff_t>(from),
                    wrong.begin() + static_cast<std::ptrdiff_t>(to), 0.0F);
          return;
        }
        softmax(wrong.data() + from, wrong.data() + to, 1.0F);
        wrong[from + static_cast<std::size_t>(label)] -= 1.0F;
      };
      blame(0, weights.topics, lesson.topic);
      blame(weights.topics, urgencies_end, lesson.urgency);
      float& urgent = wrong[urgencies_end];
      if (lesson.urgent < 0) {
        urgent = 0;
      } else {
        urgent = 1.0F / (1.0F + std::exp(-urgent)) - static_cast<float>(lesson.urgent);
        if (lesson.urgent == 1) urgent *= settings.urgent_weight;
      }
      std::fill(wrong.begin() + static_cast<std::ptrdiff_t>(urgencies_end) + 1, wrong.end(), 0.0F);
      if (settings.kinship > 0) share(families, settings.kinship, sums, wrong);
      weights.shrunk *= 1.0F - rate * settings.decay;
      const float pull = -rate / weights.shrunk;
      for (std::size_t i = 0; i < lesson.rows.size(); ++i)
        add_row(wrong.data(), pull * lesson.values[i],
                weights.values.data() + lesson.rows[i] * weights.stride, weights.stride);
      for (std::size_t i = 0; i < weights.stride; ++i) weights.bias[i] -= rate * 0.1F * wrong[i];
    }
  }
}

}  // namespace aproape::classification
