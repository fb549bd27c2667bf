#include "voice/media/g711.hpp"

#include <array>
#include <bit>

namespace aproape::voice {
namespace {

// G.711, table 1a: sign, three bits of segment, four of step; the even bits are inverted on the line.
constexpr std::int16_t expand_alaw(std::uint8_t code) {
  const unsigned bits = code ^ 0x55U;
  const unsigned segment = (bits >> 4U) & 7U;
  const int step = static_cast<int>(bits & 15U);
  int magnitude = (step << 4) + 8;
  if (segment >= 1) magnitude += 0x100;
  if (segment > 1) magnitude <<= segment - 1;
  return static_cast<std::int16_t>((bits & 0x80U) != 0 ? magnitude : -magnitude);
}

constexpr std::uint8_t compress_alaw(std::int16_t sample) {
  const bool positive = sample >= 0;
  const unsigned magnitude = static_cast<unsigned>(positive ? sample : -1 - sample) >> 4U;  // 11 bits
  unsigned code = magnitude;
  if (magnitude >= 32) {
    const unsigned segment = static_cast<unsigned>(std::bit_width(magnitude)) - 5;
    code = (segment + 1) << 4U | ((magnitude >> segment) & 15U);
  }
  return static_cast<std::uint8_t>((positive ? code | 0x80U : code) ^ 0x55U);
}

constexpr int kBias = 0x84;  // G.711, table 2a, in 16-bit scale

constexpr std::int16_t expand_ulaw(std::uint8_t code) {
  const unsigned bits = ~static_cast<unsigned>(code) & 0xFFU;
  const int magnitude = ((static_cast<int>(bits & 15U) << 3) + kBias) << ((bits >> 4U) & 7U);
  return static_cast<std::int16_t>((bits & 0x80U) != 0 ? kBias - magnitude : magnitude - kBias);
}

constexpr std::uint8_t compress_ulaw(std::int16_t sample) {
  const bool negative = sample < 0;
  int magnitude = negative ? -static_cast<int>(sample) : sample;
  if (magnitude > 32635) magnitude = 32635;
  magnitude += kBias;
  const unsigned segment = static_cast<unsigned>(std::bit_width(static_cast<unsigned>(magnitude))) - 8;
  const unsigned step = (static_cast<unsigned>(magnitude) >> (segment + 3)) & 15U;
  return static_cast<std::uint8_t>(~((negative ? 0x80U : 0U) | segment << 4U | step) & 0xFFU);
}

template <class Make>
constexpr auto table_of(Make make) {
  std::array<std::int16_t, 256> out{};
  for (unsigned code = 0; code < out.size(); ++code) out[code] = make(static_cast<std::uint8_t>(code));
  return out;
}

constexpr auto kAlaw = table_of(expand_alaw);
constexpr auto kUlaw = table_of(expand_ulaw);

}  // namespace

std::uint8_t encode(Codec codec, std::int16_t sample) {
  return codec == Codec::pcma ? compress_alaw(sample) : compress_ulaw(sample);
}

std::int16_t decode(Codec codec, std::uint8_t code) {
  return codec == Codec::pcma ? kAlaw[code] : kUlaw[code];
}

}  // namespace aproape::voice
