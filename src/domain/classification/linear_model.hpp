#pragma once

#include <array>
#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

#include "domain/classification/features.hpp"

namespace aproape::classification {

// The classes of a model in the order of its columns: topics (subcategories, then "spam", "auto-reply",
// "abuse"), P1 to P4, and one column for "urgent".
inline constexpr std::size_t kUrgencies = 4;
inline constexpr std::size_t kSigns = 5;

// What was measured on the part of the examples that was held back while training.
struct Calibration {
  float topic_temperature = 1;
  float urgency_temperature = 1;
  // How much each sign of urgency counts: a constant, the column "urgent", P1 and P2, the topic, a rule.
  std::array<float, kSigns> urgent_weights{0, 1, 0, 0, 0};
  float urgent_alone = 0.5F;      // from here on the signs alone call a text urgent
  float urgent_with_rule = 0.1F;  // the same where a rule fires
};

// A linear model on hashed features: int8 weights, most of them zero and left out. Made by train() or read
// from a file. Immutable, thread-safe.
class LinearModel {
 public:
  // Reads the file form. Throws Error{invalid, "classifier.model"} for anything that write() did not make.
  static LinearModel read(std::string bytes);
  [[nodiscard]] const std::string& bytes() const { return bytes_; }

  [[nodiscard]] const std::vector<std::string>& topics() const { return topics_; }
  [[nodiscard]] std::size_t columns() const { return topics_.size() + kUrgencies + 1; }
  [[nodiscard]] std::size_t urgency_column() const { return topics_.size(); }
  [[nodiscard]] std::size_t urgent_column() const { return topics_.size() + kUrgencies; }
  [[nodiscard]] const Calibration& calibration() const { return calibration_; }
  // Of each topic, the share of its examples that are urgent.
  [[nodiscard]] const std::vector<float>& urgent_shares() const { return urgent_shares_; }
  // Names what it was trained from: 16 hexadecimal digits.
  [[nodiscard]] const std::string& name() const { return name_; }

  // The score of each column, before any softmax.
  [[nodiscard]] std::vector<float> score(const std::vector<Counted>& counted) const;
  // What each word adds to a column, against the mean of the columns of its group.
  [[nodiscard]] std::vector<float> word_shares(const std::vector<Occurrence>& occurrences,
                                               const std::vector<Counted>& counted, std::size_t column,
                                               std::size_t words) const;

 private:
  struct Row {
    std::uint8_t idf = 0;  // in sixteenths; 0: never seen while training
    std::string_view weights;
  };
  struct Slot {
    std::uint32_t bucket = 0;
    std::uint32_t offset = 0;
    std::uint32_t size = 0;  // 0: free
  };
  void place(const Slot& slot);
  [[nodiscard]] Row row(std::uint32_t bucket) const;
  // A feature that the model knows, with its value in a text.
  struct Valued {
    const Counted* counted;
    Row row;
    float value;
  };
  // The known features of a text, each block brought to its length, in the order of `counted`.
  [[nodiscard]] std::vector<Valued> values(const std::vector<Counted>& counted,
                                           std::array<float, kBlocks>& scales) const;

  std::string bytes_;
  std::string name_;
  std::vector<std::string> topics_;
  std::vector<float> urgent_shares_;
  std::vector<float> bias_;
  std::vector<float> scale_;  // of one int8 step, per column
  std::vector<Slot> table_;   // open addressing, a power of two
  std::string_view rows() const { return std::string_view(bytes_).substr(rows_at_); }
  std::size_t rows_at_ = 0;
  std::array<float, kBlocks> block_weight_{};
  Calibration calibration_;
};

// What train() found, before it becomes a file.
struct TrainedModel {
  std::string name;
  std::vector<std::string> topics;
  std::vector<float> urgent_shares;  // one a topic
  std::array<float, kBlocks> block_weight{};
  Calibration calibration;
  std::vector<float> bias;
  struct TrainedRow {
    std::uint32_t bucket = 0;
    std::uint8_t idf = 0;
    std::vector<float> weights;  // one a column
  };
  std::vector<TrainedRow> rows;  // by bucket
};
[[nodiscard]] std::string write(const TrainedModel& model);

}  // namespace aproape::classification
