#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <span>

namespace aproape::voice {

inline constexpr std::size_t kRtpHeader = 12;  // bytes, without contributing sources

// What RFC 3550 5.1 puts before the sound.
struct RtpHeader {
  bool marker = false;  // first packet after silence
  std::uint8_t payload_type = 0;
  std::uint16_t sequence = 0;
  std::uint32_t timestamp = 0;  // in samples
  std::uint32_t ssrc = 0;
};

struct RtpPacket {
  RtpHeader header;
  std::span<const std::uint8_t> payload;  // within the bytes that were read
};

// Reads one datagram; contributing sources, extension and padding are stepped over. nullopt where it is not
// RTP or its lengths do not fit. Never reads beyond `bytes`.
[[nodiscard]] std::optional<RtpPacket> read_rtp(std::span<const std::uint8_t> bytes);

// True for RTCP that shares the port (RFC 5761): packet types 192 to 223.
[[nodiscard]] bool is_rtcp(std::span<const std::uint8_t> bytes);

[[nodiscard]] std::array<std::uint8_t, kRtpHeader> write_rtp(const RtpHeader& header);

}  // namespace aproape::voice
