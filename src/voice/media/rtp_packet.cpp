#include "voice/media/rtp_packet.hpp"

namespace aproape::voice {
namespace {

std::uint32_t read16(std::span<const std::uint8_t> bytes, std::size_t at) {
  return static_cast<std::uint32_t>(bytes[at]) << 8U | bytes[at + 1];
}

std::uint32_t read32(std::span<const std::uint8_t> bytes, std::size_t at) {
  return read16(bytes, at) << 16U | read16(bytes, at + 2);
}

}  // namespace

std::optional<RtpPacket> read_rtp(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < kRtpHeader || bytes[0] >> 6U != 2 || is_rtcp(bytes)) return std::nullopt;
  std::size_t begin = kRtpHeader + 4 * static_cast<std::size_t>(bytes[0] & 15U);
  if ((bytes[0] & 0x10U) != 0) {  // one extension, its length in words
    if (bytes.size() < begin + 4) return std::nullopt;
    begin += 4 + 4 * static_cast<std::size_t>(read16(bytes, begin + 2));
  }
  if (begin > bytes.size()) return std::nullopt;
  std::size_t size = bytes.size() - begin;
  if ((bytes[0] & 0x20U) != 0) {  // the last byte counts the padding
    const std::size_t padding = bytes.back();
    if (padding == 0 || padding > size) return std::nullopt;
    size -= padding;
  }
  return RtpPacket{{(bytes[1] & 0x80U) != 0, static_cast<std::uint8_t>(bytes[1] & 0x7FU),
                    static_cast<std::uint16_t>(read16(bytes, 2)), read32(bytes, 4), read32(bytes, 8)},
                   bytes.subspan(begin, size)};
}

bool is_rtcp(std::span<const std::uint8_t> bytes) {
  return bytes.size() >= 2 && bytes[0] >> 6U == 2 && bytes[1] >= 192 && bytes[1] <= 223;
}

std::array<std::uint8_t, kRtpHeader> write_rtp(const RtpHeader& header) {
  const auto byte = [](std::uint32_t value, unsigned shift) {
    return static_cast<std::uint8_t>(value >> shift & 0xFFU);
  };
  return {0x80,
          static_cast<std::uint8_t>((header.marker ? 0x80U : 0U) | (header.payload_type & 0x7FU)),
          byte(header.sequence, 8),
          byte(header.sequence, 0),
          byte(header.timestamp, 24),
          byte(header.timestamp, 16),
          byte(header.timestamp, 8),
          byte(header.timestamp, 0),
          byte(header.ssrc, 24),
          byte(header.ssrc, 16),
          byte(header.ssrc, 8),
          byte(header.ssrc, 0)};
}

}  // namespace aproape::voice
