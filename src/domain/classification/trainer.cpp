#include "domain/classification/trainer.hpp"

#include <algorithm>
#include <cmath>
#include <set>
#include <unordered_map>
#include <utility>

#include "base/error.hpp"

namespace aproape::classification {
namespace {

std::uint64_t fnv(std::string_view bytes) {
  std::uint64_t state = 0xCBF29CE484222325U;
  for (const char c : bytes) state = (state ^ static_cast<unsigned char>(c)) * 0x100000001B3U;
  return state;
}

// The features that are worth a row, and what they weigh.
struct Vocabulary {
  std::unordered_map<std::uint32_t, std::uint32_t> rows;  // bucket -> row
  std::vector<std::uint32_t> buckets;                     // by row
  std::vector<std::uint8_t> idf;                          // in sixteenths, by row
};

Vocabulary vocabulary_of(const std::vector<Analysis>& texts, std::uint32_t least_texts) {
  std::vector<std::uint32_t> seen(kBuckets, 0);
  for (const Analysis& text : texts)
    for (const Counted& one : text.counted) ++seen[one.bucket];
  Vocabulary all;
  const auto many = static_cast<float>(texts.size());
  for (std::uint32_t bucket = 0; bucket < kBuckets; ++bucket) {
    if (seen[bucket] < least_texts) continue;
    all.rows.emplace(bucket, static_cast<std::uint32_t>(all.buckets.size()));
    all.buckets.push_back(bucket);
    const float idf = 1.0F + std::log((1.0F + many) / (1.0F + static_cast<float>(seen[bucket])));
    all.idf.push_back(static_cast<std::uint8_t>(std::clamp(std::lround(idf * 16.0F), 1L, 255L)));
  }
  return all;
}

// The numbers that LinearModel::score() makes of the same text.
Lesson lesson_of(const Analysis& text, const Vocabulary& vocabulary, const TrainSettings& settings) {
  Lesson lesson;
  std::array<float, kBlocks> sums{};
  std::vector<Block> blocks;
  for (const Counted& one : text.counted) {
    const auto row = vocabulary.rows.find(one.bucket);
    if (row == vocabulary.rows.end()) continue;
    const float value = damped(one.times) * static_cast<float>(vocabulary.idf[row->second]) / 16.0F;
    lesson.rows.push_back(row->second);
    lesson.values.push_back(value);
    blocks.push_back(one.block);
    sums[static_cast<std::size_t>(one.block)] += value * value;
  }
  for (std::size_t i = 0; i < blocks.size(); ++i) {
    const auto block = static_cast<std::size_t>(blocks[i]);
    lesson.values[i] *= settings.block_weight[block] / std::sqrt(sums[block]);
  }
  return lesson;
}

std::vector<Analysis> analyse(const std::vector<Example>& examples, const Analyser& analyser,
                              std::string_view today) {
  std::vector<Analysis> texts;
  for (const Example& example : examples)
    texts.push_back(analyser.analyse(example.subject, example.text, today));
  return texts;
}

std::vector<std::string> topics_of(const std::vector<Example>& examples) {
  std::set<std::string> topics;
  for (const Example& example : examples)
    if (!example.topic().empty()) topics.insert(example.topic());
  return {topics.begin(), topics.end()};
}

// The category of each topic, by number.
std::vector<int> families_of(const std::vector<std::string>& topics) {
  std::vector<int> families;
  std::vector<std::string> names;
  for (const std::string& topic : topics) {
    const std::string name = topic.substr(0, topic.find('.'));
    auto found = std::find(names.begin(), names.end(), name);
    if (found == names.end()) found = names.insert(names.end(), name);
    families.push_back(static_cast<int>(found - names.begin()));
  }
  return families;
}

std::vector<float> urgent_shares_of(const std::vector<Example>& examples,
                                    const std::vector<std::string>& topics) {
  std::vector<float> shares;
  for (const std::string& topic : topics) {
    float urgent = 0;
    float all = 0;
    for (const Example& example : examples) {
      if (example.topic() != topic || !example.urgent_known) continue;
      urgent += example.urgent ? 1.0F : 0.0F;
      all += 1.0F;
    }
    shares.push_back(all > 0 ? urgent / all : 0.0F);
  }
  return shares;
}

std::vector<Lesson> lessons_of(const std::vector<Example>& examples, const std::vector<Analysis>& texts,
                               const std::vector<std::string>& topics, const Vocabulary& vocabulary,
                               const TrainSettings& settings) {
  std::vector<Lesson> lessons;
  for (std::size_t i = 0; i < examples.size(); ++i) {
    Lesson lesson = lesson_of(texts[i], vocabulary, settings);
    const auto topic = std::lower_bound(topics.begin(), topics.end(), examples[i].topic());
    if (!examples[i].topic().empty()) lesson.topic = static_cast<int>(topic - topics.begin());
    if (!examples[i].urgency.empty()) lesson.urgency = examples[i].urgency[1] - '1';
    if (examples[i].urgent_known) lesson.urgent = examples[i].urgent ? 1 : 0;
    lesson.times = examples[i].times;
    lessons.push_back(std::move(lesson));
  }
  return lessons;
}

// Scores of every example by a model that never saw its scenario.
std::vector<Judged> judge_held_back(const std::vector<Example>& examples, const std::vector<Analysis>& texts,
                                    const std::vector<Lesson>& lessons, std::size_t rows,
                                    const std::vector<std::string>& topics, const TrainSettings& settings) {
  std::vector<Judged> judged;
  const std::vector<int> families = families_of(topics);
  for (std::size_t fold = 0; fold < settings.folds; ++fold) {
    std::vector<Lesson> known;
    for (std::size_t i = 0; i < lessons.size(); ++i)
      if (!in_fold(examples[i], fold, settings.folds)) known.push_back(lessons[i]);
    if (known.empty() || known.size() == lessons.size()) continue;
    Weights weights(rows, topics.size(), kUrgencies);
    learn(weights, known, families, settings.learn);
    for (std::size_t i = 0; i < lessons.size(); ++i) {
      if (!in_fold(examples[i], fold, settings.folds)) continue;
      Judged one;
      weights.score(lessons[i], one.scores);
      one.topic = lessons[i].topic;
      one.urgency = lessons[i].urgency;
      one.urgent = lessons[i].urgent;
      one.rule = !texts[i].fired.empty();
      one.example = i;
      judged.push_back(std::move(one));
    }
  }
  return judged;
}

}  // namespace

std::string short_digest(std::string_view bytes) {
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::uint64_t state = fnv(bytes);
  std::string out(16, '0');
  for (std::size_t i = 16; i > 0; --i, state >>= 4U) out[i - 1] = kDigits[state & 15U];
  return out;
}

bool in_fold(const Example& example, std::size_t fold, std::size_t folds) {
  return fnv(example.group) / 7 % folds == fold;
}

std::vector<Judged> judge_in_turn(const std::vector<Example>& examples, const Analyser& analyser,
                                  const TrainSettings& settings, std::vector<std::string>& topics) {
  topics = topics_of(examples);
  const std::vector<Analysis> texts = analyse(examples, analyser, settings.today);
  const Vocabulary vocabulary = vocabulary_of(texts, settings.least_texts);
  return judge_held_back(examples, texts, lessons_of(examples, texts, topics, vocabulary, settings),
                         vocabulary.buckets.size(), topics, settings);
}

TrainedModel train(const std::vector<Example>& examples, const Analyser& analyser,
                   const TrainSettings& settings) {
  TrainedModel model;
  model.topics = topics_of(examples);
  if (model.topics.empty()) throw Error(ErrorKind::invalid, "classifier.examples", "none");
  model.block_weight = settings.block_weight;
  const std::vector<Analysis> texts = analyse(examples, analyser, settings.today);
  std::string sources;
  for (const Example& example : examples) {
    sources += short_digest(example.subject + '\n' + example.text) + example.topic() + example.urgency +
               (example.urgent ? '!' : '.') + std::to_string(example.times);
  }
  model.name = short_digest(sources);
  const Vocabulary vocabulary = vocabulary_of(texts, settings.least_texts);
  const std::vector<Lesson> lessons = lessons_of(examples, texts, model.topics, vocabulary, settings);
  model.urgent_shares = urgent_shares_of(examples, model.topics);
  model.calibration =
      calibrate(judge_held_back(examples, texts, lessons, vocabulary.buckets.size(), model.topics, settings),
                model.urgent_shares);
  Weights weights(vocabulary.buckets.size(), model.topics.size(), kUrgencies);
  learn(weights, lessons, families_of(model.topics), settings.learn);
  const std::size_t columns = model.topics.size() + kUrgencies + 1;
  model.bias.assign(weights.bias.begin(), weights.bias.begin() + static_cast<std::ptrdiff_t>(columns));
  for (std::size_t row = 0; row < vocabulary.buckets.size(); ++row) {
    TrainedModel::TrainedRow out{vocabulary.buckets[row], vocabulary.idf[row], {}};
    for (std::size_t i = 0; i < columns; ++i)
      out.weights.push_back(weights.values[row * weights.stride + i] * weights.shrunk);
    model.rows.push_back(std::move(out));
  }
  return model;
}

}  // namespace aproape::classification
