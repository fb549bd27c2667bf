#include "protocol/decode_frame.hpp"

#include <cstddef>

namespace aproape::protocol {
namespace {

void put(std::array<char, kFrameHeader>& out, std::size_t at, std::uint32_t value) {
  for (std::size_t i = 0; i < 4; ++i) out.at(at + i) = static_cast<char>(value >> (24 - 8 * i) & 0xFFU);
}

std::uint32_t get(const std::array<char, kFrameHeader>& in, std::size_t at) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < 4; ++i) value = value << 8U | static_cast<unsigned char>(in.at(at + i));
  return value;
}

}  // namespace

std::array<char, kFrameHeader> write_frame_header(const FrameHeader& header) {
  std::array<char, kFrameHeader> out{};
  put(out, 0, static_cast<std::uint32_t>(header.kind));
  put(out, 4, header.json);
  put(out, 8, header.payload);
  return out;
}

std::optional<FrameHeader> read_frame_header(const std::array<char, kFrameHeader>& bytes) {
  FrameHeader header{static_cast<FrameKind>(get(bytes, 0)), get(bytes, 4), get(bytes, 8)};
  const bool known =
      header.kind == FrameKind::mail || header.kind == FrameKind::limit || header.kind == FrameKind::crashed;
  if (!known || header.json > kMostFrameBytes || header.payload > kMostFrameBytes) return {};
  return header;
}

}  // namespace aproape::protocol
