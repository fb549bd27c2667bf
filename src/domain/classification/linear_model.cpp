#include "domain/classification/linear_model.hpp"

#include <algorithm>
#include <bit>
#include <cmath>
#include <cstring>
#include <utility>

#include "base/error.hpp"

static_assert(std::endian::native == std::endian::little, "the file's numbers are little-endian");

namespace aproape::classification {
namespace {

constexpr std::string_view kMagic = "APCLASS3";
constexpr std::size_t kNameSize = 16;
constexpr std::size_t kMostTopics = 240;
constexpr std::size_t kMostBytes = 64U << 20U;
constexpr std::size_t kLongestTopic = 60;
constexpr std::uint32_t kMostRows = 2U << 20U;

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
  for (float& weight : c.urgent_weights) weight = in.finite();
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
  model.urgent_shares_ = read_floats(in, topics);
  for (float& weight : model.block_weight_) weight = in.finite();
  model.calibration_ = read_calibration(in);
  model.bias_ = read_floats(in, model.columns());
  model.scale_ = read_floats(in, model.columns());
  const auto rows = in.number<std::uint32_t>();
  if (rows > kMostRows) refuse("rows");
  const std::string_view index = in.take(rows * (sizeof(std::uint32_t) + sizeof(std::uint16_t)));
  model.rows_at_ = in.at();
  model.table_.resize(std::bit_ceil(2U * rows + 2U));
  Input row_index(index);
  std::size_t at = 0;
  std::uint32_t before = 0;
  for (std::uint32_t i = 0; i < rows; ++i) {
    const auto bucket = row_index.number<std::uint32_t>();
    const auto size = row_index.number<std::uint16_t>();
    if (bucket >= kBuckets || (i > 0 && bucket <= before)) refuse("bucket");
    before = bucket;
    if (size % 2 == 0 || size > in.left() - at) refuse("row");
    const std::string_view row = model.rows().substr(at, size);
    for (std::size_t byte = 1; byte < row.size(); byte += 2)
      if (static_cast<std::uint8_t>(row[byte]) >= model.columns()) refuse("column");
    model.place({bucket, static_cast<std::uint32_t>(at), size});
    at += size;
  }
  if (at != in.left()) refuse("rows");
  return model;
}

void LinearModel::place(const Slot& slot) {
  std::size_t at = slot.bucket & (table_.size() - 1);
  while (table_[at].size != 0) at = (at + 1) & (table_.size() - 1);
  table_[at] = slot;
}

LinearModel::Row LinearModel::row(std::uint32_t bucket) const {
  std::size_t at = bucket & (table_.size() - 1);
  while (table_[at].size != 0 && table_[at].bucket != bucket) at = (at + 1) & (table_.size() - 1);
  if (table_[at].size == 0) return {};
  const std::string_view bytes = rows().substr(table_[at].offset, table_[at].size);
  return {static_cast<std::uint8_t>(bytes[0]), bytes.substr(1)};
}

std::vector<LinearModel::Valued> LinearModel::values(const std::vector<Counted>& counted,
                                                     std::array<float, kBlocks>& scales) const {
  std::vector<Valued> known;
  known.reserve(counted.size());
  std::array<float, kBlocks> sums{};
  for (const Counted& one : counted) {
    const Row found = row(one.bucket);
    if (found.idf == 0) continue;
    const float value = damped(one.times) * static_cast<float>(found.idf) / 16.0F;
    sums[static_cast<std::size_t>(one.block)] += value * value;
    known.push_back({&one, found, value});
  }
  for (std::size_t i = 0; i < kBlocks; ++i)
    scales[i] = sums[i] > 0 ? block_weight_[i] / std::sqrt(sums[i]) : 0.0F;
  for (Valued& one : known) one.value *= scales[static_cast<std::size_t>(one.counted->block)];
  return known;
}

std::vector<float> LinearModel::score(const std::vector<Counted>& counted) const {
  std::array<float, kBlocks> scales{};
  std::vector<float> sums(columns(), 0.0F);
  for (const Valued& one : values(counted, scales)) {
    for (std::size_t at = 0; at + 1 < one.row.weights.size(); at += 2)
      sums[static_cast<std::uint8_t>(one.row.weights[at])] +=
          one.value * static_cast<float>(static_cast<std::int8_t>(one.row.weights[at + 1]));
  }
  for (std::size_t i = 0; i < sums.size(); ++i) sums[i] = sums[i] * scale_[i] + bias_[i];
  return sums;
}

std::vector<float> LinearModel::word_shares(const std::vector<Occurrence>& occurrences,
                                            const std::vector<Counted>& counted, std::size_t column,
                                            std::size_t words) const {
  std::array<float, kBlocks> scales{};
  // What speaks in this column: few of the features, by bucket as `counted`.
  std::vector<std::pair<std::uint32_t, float>> spoken;
  for (const Valued& one : values(counted, scales)) {
    for (std::size_t at = 0; at + 1 < one.row.weights.size(); at += 2)
      if (static_cast<std::uint8_t>(one.row.weights[at]) == column)
        spoken.emplace_back(one.counted->bucket,
                            static_cast<float>(static_cast<std::int8_t>(one.row.weights[at + 1])) *
                                scale_[column] * static_cast<float>(one.row.idf) / 16.0F);
  }
  std::vector<float> shares(words, 0.0F);
  for (const Occurrence& one : occurrences) {
    const auto found =
        std::lower_bound(spoken.begin(), spoken.end(), one.bucket,
                         [](const auto& entry, std::uint32_t bucket) { return entry.first < bucket; });
    if (found == spoken.end() || found->first != one.bucket) continue;
    const float value = found->second * scales[static_cast<std::size_t>(one.block)];
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
  for (const float share : model.urgent_shares) put(out, share);
  for (const float weight : model.block_weight) put(out, weight);
  put(out, model.calibration.topic_temperature);
  put(out, model.calibration.urgency_temperature);
  for (const float weight : model.calibration.urgent_weights) put(out, weight);
  put(out, model.calibration.urgent_alone);
  put(out, model.calibration.urgent_with_rule);
  for (const float bias : model.bias) put(out, bias);
  for (const float most : largest) put(out, most / 127.0F);
  std::string rows;
  std::string index;
  std::uint32_t many = 0;
  for (const auto& row : model.rows) {
    std::string bytes;
    put(bytes, row.idf);
    for (std::size_t i = 0; i < columns; ++i) {
      const auto steps =
          largest[i] > 0 ? static_cast<int>(std::lround(row.weights[i] / largest[i] * 127.0F)) : 0;
      if (steps == 0) continue;
      put(bytes, static_cast<std::uint8_t>(i));
      put(bytes, static_cast<std::int8_t>(steps));
    }
    put(index, row.bucket);
    put(index, static_cast<std::uint16_t>(bytes.size()));
    rows += bytes;
    ++many;
  }
  put(out, many);
  return out + index + rows;
}

}  // namespace aproape::classification
