#include "domain/classification/linear_model.hpp"

#include <bit>
#include <cmath>
#include <cstring>
#include <utility>

#include "base/error.hpp"

static_assert(std::endian::native == std::endian::little, "the file's numbers are little-endian");

namespace aproape::classification {
namespace {

constexpr std::string_view kMagic = "APCLASS1";
constexpr std::size_t kNameSize = 16;
constexpr std::size_t kMostTopics = 240;
constexpr std::size_t kMostBytes = 64U << 20U;
constexpr std::size_t kLongestTopic = 60;

[[noreturn]] void refuse(const char* what) {
  throw Error(ErrorKind::invalid, "classifier.model", what);
}

// Takes numbers and texts from the front of a file; never past its end.
class Input {
 public:
  explicit Input(std::string_view bytes) : bytes_(bytes) {}
  std::string_view take(std::size_t size) {
    if (size > bytes_.size() - at_) refuse("cut off");
    at_ += size;
    return bytes_.substr(at_ - size, size);
  }
  template <class T>
  T number() {
    T value;
    std::memcpy(&value, take(sizeof value).data(), sizeof value);
    return value;
  }
  float finite() {
    const float value = number<float>();
    if (!std::isfinite(value) || std::abs(value) > 1e6F) refuse("number");
    return value;
  }
  [[nodiscard]] std::size_t at() const { return at_; }
  [[nodiscard]] std::size_t left() const { return bytes_.size() - at_; }

 private:
  std::string_view bytes_;
  std::size_t at_ = 0;
};

template <class T>
void put(std::string& out, T value) {
  char bytes[sizeof value];
  std::memcpy(bytes, &value, sizeof value);
  out.append(bytes, sizeof value);
}

std::vector<float> read_floats(Input& in, std::size_t many) {
  std::vector<float> all(many);
  for (float& one : all) one = in.finite();
  return all;
}

Calibration read_calibration(Input& in) {
  Calibration c;
  c.topic_temperature = in.finite();
  c.urgency_temperature = in.finite();
  c.urgent_alone = in.finite();
  c.urgent_with_rule = in.finite();
  if (c.topic_temperature <= 0 || c.urgency_temperature <= 0) refuse("temperature");
  return c;
}

}  // namespace

LinearModel LinearModel::read(std::string bytes) {
  if (bytes.size() > kMostBytes) refuse("size");
  LinearModel model;
  model.bytes_ = std::move(bytes);
  Input in(model.bytes_);
  if (in.take(kMagic.size()) != kMagic) refuse("magic");
  model.name_ = in.take(kNameSize);
  for (const char c : model.name_)
    if ((c < '0' || c > '9') && (c < 'a' || c > 'f')) refuse("name");
  const auto topics = in.number<std::uint32_t>();
  if (topics == 0 || topics > kMostTopics) refuse("topics");
  for (std::uint32_t i = 0; i < topics; ++i) {
    const auto size = in.number<std::uint8_t>();
    if (size == 0 || size > kLongestTopic) refuse("topic");
    model.topics_.emplace_back(in.take(size));
  }
  for (float& weight : model.block_weight_) weight = in.finite();
  model.calibration_ = read_calibration(in);
  model.bias_ = read_floats(in, model.columns());
  model.scale_ = read_floats(in, model.columns());
  model.offsets_.resize(kBuckets + 1);
  const std::string_view offsets = in.take(model.offsets_.size() * sizeof(std::uint32_t));
  std::memcpy(model.offsets_.data(), offsets.data(), offsets.size());
  model.rows_at_ = in.at();
  if (model.offsets_.front() != 0 || model.offsets_.back() != in.left()) refuse("rows");
  for (std::size_t i = 0; i < kBuckets; ++i) {
    if (model.offsets_[i + 1] < model.offsets_[i] || model.offsets_[i + 1] > in.left()) refuse("offsets");
    const std::uint32_t size = model.offsets_[i + 1] - model.offsets_[i];
    if (size == 0) continue;
    if (size % 2 == 0) refuse("row");
    const std::string_view row = model.rows().substr(model.offsets_[i], size);
    for (std::size_t at = 1; at < row.size(); at += 2)
      if (static_cast<std::uint8_t>(row[at]) >= model.columns()) refuse("column");
  }
  return model;
}

LinearModel::Row LinearModel::row(std::uint32_t bucket) const {
  const std::uint32_t from = offsets_[bucket];
  const std::uint32_t to = offsets_[bucket + 1];
  if (from == to) return {};
  const std::string_view bytes = rows().substr(from, to - from);
  return {static_cast<std::uint8_t>(bytes[0]), bytes.substr(1)};
}

std::array<float, kBlocks> LinearModel::block_scales(const std::vector<Counted>& counted) const {
  std::array<float, kBlocks> sums{};
  for (const Counted& one : counted) {
    const float value = damped(one.times) * static_cast<float>(row(one.bucket).idf) / 16.0F;
    sums[static_cast<std::size_t>(one.block)] += value * value;
  }
  std::array<float, kBlocks> scales{};
  for (std::size_t i = 0; i < kBlocks; ++i)
    scales[i] = sums[i] > 0 ? block_weight_[i] / std::sqrt(sums[i]) : 0.0F;
  return scales;
}

std::vector<float> LinearModel::score(const std::vector<Counted>& counted) const {
  const auto scales = block_scales(counted);
  std::vector<float> sums(columns(), 0.0F);
  for (const Counted& one : counted) {
    const Row found = row(one.bucket);
    if (found.idf == 0) continue;
    const float value = damped(one.times) * static_cast<float>(found.idf) / 16.0F *
                        scales[static_cast<std::size_t>(one.block)];
    for (std::size_t at = 0; at + 1 < found.weights.size(); at += 2)
      sums[static_cast<std::uint8_t>(found.weights[at])] +=
          value * static_cast<float>(static_cast<std::int8_t>(found.weights[at + 1]));
  }
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] = sums[i] * scale_[i] + bias_[i];
  return sums;
}

std::vector<float> LinearModel::word_shares(const std::vector<Occurrence>& occurrences,
                                            const std::vector<Counted>& counted, std::size_t column,
                                            std::size_t words) const {
  const auto scales = block_scales(counted);
  std::vector<float> shares(words, 0.0F);
  for (const Occurrence& one : occurrences) {
    const Row found = row(one.bucket);
    float weight = 0;
    for (std::size_t at = 0; at + 1 < found.weights.size(); at += 2)
      if (static_cast<std::uint8_t>(found.weights[at]) == column)
        weight = static_cast<float>(static_cast<std::int8_t>(found.weights[at + 1])) * scale_[column];
    if (weight == 0) continue;
    const float value =
        weight * static_cast<float>(found.idf) / 16.0F * scales[static_cast<std::size_t>(one.block)];
    if (one.first == one.second) {
      shares[one.first] += value;
    } else {
      shares[one.first] += value / 2;
      shares[one.second] += value / 2;
    }
  }
  return shares;
}

std::string write(const TrainedModel& model) {
  const std::size_t columns = model.topics.size() + kUrgencies + 1;
  std::vector<float> largest(columns, 0.0F);
  for (const auto& row : model.rows)
    for (std::size_t i = 0; i < columns; ++i) largest[i] = std::max(largest[i], std::abs(row.weights[i]));
  std::string out(kMagic);
  out += model.name;
  put(out, static_cast<std::uint32_t>(model.topics.size()));
  for (const std::string& topic : model.topics) {
    put(out, static_cast<std::uint8_t>(topic.size()));
    out += topic;
  }
  for (const float weight : model.block_weight) put(out, weight);
  put(out, model.calibration.topic_temperature);
  put(out, model.calibration.urgency_temperature);
  put(out, model.calibration.urgent_alone);
  put(out, model.calibration.urgent_with_rule);
  for (const float bias : model.bias) put(out, bias);
  for (const float most : largest) put(out, most / 127.0F);
  std::string rows;
  std::vector<std::uint32_t> offsets(kBuckets + 1, 0);
  std::size_t next = 0;
  for (const auto& row : model.rows) {
    while (next <= row.bucket) offsets[next++] = static_cast<std::uint32_t>(rows.size());
    put(rows, row.idf);
    for (std::size_t i = 0; i < columns; ++i) {
      const auto steps =
          largest[i] > 0 ? static_cast<int>(std::lround(row.weights[i] / largest[i] * 127.0F)) : 0;
      if (steps == 0) continue;
      put(rows, static_cast<std::uint8_t>(i));
      put(rows, static_cast<std::int8_t>(steps));
    }
  }
  while (next <= kBuckets) offsets[next++] = static_cast<std::uint32_t>(rows.size());
  for (const std::uint32_t offset : offsets) put(out, offset);
  return out + rows;
}

}  // namespace aproape::classification
