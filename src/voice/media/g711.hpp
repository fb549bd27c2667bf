#pragma once

#include <cstdint>

namespace aproape::voice {

// The two telephone codecs of ITU-T G.711, sample by sample.
enum class Codec { pcma, pcmu };

[[nodiscard]] std::uint8_t encode(Codec codec, std::int16_t sample);
[[nodiscard]] std::int16_t decode(Codec codec, std::uint8_t code);

}  // namespace aproape::voice
