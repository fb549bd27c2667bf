#pragma once

#include <algorithm>
#include <cstdint>
#include <optional>
#include <string_view>

namespace aproape::tnef {

// Reads little-endian numbers and pieces of a text, never past its end.
class Cursor {
 public:
  explicit Cursor(std::string_view bytes) : left_(bytes) {}

  [[nodiscard]] std::optional<std::uint32_t> number(std::size_t width) {
    if (left_.size() < width) return {};
    std::uint32_t value = 0;
    for (std::size_t i = width; i-- > 0;) value = value << 8U | static_cast<unsigned char>(left_[i]);
    left_.remove_prefix(width);
    return value;
  }

  [[nodiscard]] std::optional<std::string_view> piece(std::size_t length) {
    if (left_.size() < length) return {};
    const std::string_view out = left_.substr(0, length);
    left_.remove_prefix(length);
    return out;
  }

  // A piece that is followed by zeros up to a multiple of four; they may be missing at the very end.
  [[nodiscard]] std::optional<std::string_view> padded_piece(std::size_t length) {
    const auto out = piece(length);
    if (out) left_.remove_prefix(std::min((4 - length % 4) % 4, left_.size()));
    return out;
  }

  [[nodiscard]] bool empty() const { return left_.empty(); }

 private:
  std::string_view left_;
};

}  // namespace aproape::tnef
