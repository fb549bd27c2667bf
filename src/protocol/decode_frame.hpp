#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string_view>

namespace aproape::protocol {

// The answer of the decode role on its socket: a header of 16 bytes (kind, 3 times 4 bytes big-endian: JSON
// length, payload length, zero), the JSON, the payload, then kFrameEnd, which proves that the reader finished
// by itself.
enum class FrameKind : std::uint32_t {
  mail = 0x41504d31,     // "APM1": a DecodedMail and the bytes of its attachments
  limit = 0x41504c31,    // "APL1": the reader met a limit; nothing follows but the end
  crashed = 0x41504331,  // "APC1": the reader died
};

inline constexpr std::size_t kFrameHeader = 16;
inline constexpr std::string_view kFrameEnd = "DONE";
inline constexpr std::uint32_t kMostFrameBytes = 256U << 20U;  // of the JSON and of the payload

struct FrameHeader {
  FrameKind kind = FrameKind::crashed;
  std::uint32_t json = 0;
  std::uint32_t payload = 0;
};

[[nodiscard]] std::array<char, kFrameHeader> write_frame_header(const FrameHeader& header);
// nullopt where the bytes are no frame of ours or name an absurd length.
[[nodiscard]] std::optional<FrameHeader> read_frame_header(const std::array<char, kFrameHeader>& bytes);

}  // namespace aproape::protocol
