#pragma once

#include <array>
#include <cstdint>
#include <filesystem>
#include <optional>

#include "voice/media/frame.hpp"

namespace aproape::voice {

inline constexpr std::size_t kWavHeader = 44;  // bytes

// The header of a WAV file of 8 kHz, 16 bits, for so many bytes of samples.
[[nodiscard]] std::array<char, kWavHeader> wav_header(int channels, std::uint32_t data_bytes);

// The samples of a mono file of 8 kHz, 16 bits (what sox is told to write). nullopt where it is anything
// else.
[[nodiscard]] std::optional<Pcm> read_wav(const std::filesystem::path& file);

// Writes the sizes into the header of a file whose writer died, cutting a half-written sample. False where it
// holds no sample or is no WAV file of ours.
[[nodiscard]] bool repair_wav(const std::filesystem::path& file, int channels);

}  // namespace aproape::voice
