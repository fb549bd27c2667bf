#include "voice/media/wav.hpp"

#include <algorithm>
#include <cstring>
#include <fstream>
#include <iterator>
#include <string>
#include <string_view>
#include <system_error>

namespace aproape::voice {
namespace {

constexpr std::uintmax_t kLargest = 64U << 20U;  // bytes of a prompt: more than an hour

void put(std::array<char, kWavHeader>& header, std::size_t at, std::uint32_t value, std::size_t bytes) {
  for (std::size_t i = 0; i < bytes; ++i) header[at + i] = static_cast<char>(value >> (8 * i) & 0xFFU);
}

std::uint32_t get(std::string_view bytes, std::size_t at, std::size_t size) {
  std::uint32_t value = 0;
  for (std::size_t i = 0; i < size; ++i)
    value |= static_cast<std::uint32_t>(static_cast<unsigned char>(bytes[at + i])) << (8 * i);
  return value;
}

}  // namespace

std::array<char, kWavHeader> wav_header(int channels, std::uint32_t data_bytes) {
  std::array<char, kWavHeader> header{};
  const auto text = [&](std::size_t at, std::string_view word) {
    std::copy(word.begin(), word.end(), header.begin() + static_cast<std::ptrdiff_t>(at));
  };
  const auto count = static_cast<std::uint32_t>(channels);
  text(0, "RIFF");
  put(header, 4, 36 + data_bytes, 4);
  text(8, "WAVEfmt ");
  put(header, 16, 16, 4);
  put(header, 20, 1, 2);  // plain PCM
  put(header, 22, count, 2);
  put(header, 24, kSampleRate, 4);
  put(header, 28, kSampleRate * count * 2, 4);
  put(header, 32, count * 2, 2);
  put(header, 34, 16, 2);
  text(36, "data");
  put(header, 40, data_bytes, 4);
  return header;
}

std::optional<Pcm> read_wav(const std::filesystem::path& file) {
  std::error_code fault;
  const auto size = std::filesystem::file_size(file, fault);
  if (fault || size < kWavHeader || size > kLargest) return std::nullopt;
  std::ifstream in(file, std::ios::binary);
  const std::string bytes{std::istreambuf_iterator<char>(in), {}};
  const std::string_view all = bytes;
  if (all.size() < kWavHeader || all.substr(0, 4) != "RIFF" || all.substr(8, 4) != "WAVE")
    return std::nullopt;
  bool known = false;
  for (std::size_t at = 12; at + 8 <= all.size();) {
    const std::string_view name = all.substr(at, 4);
    const std::size_t length = get(all, at + 4, 4);
    const std::size_t begin = at + 8;
    if (name == "fmt " && length >= 16 && begin + 16 <= all.size())
      known = get(all, begin, 2) == 1 && get(all, begin + 2, 2) == 1 &&
              get(all, begin + 4, 4) == kSampleRate && get(all, begin + 14, 2) == 16;
    if (name == "data") {
      if (!known) return std::nullopt;
      Pcm samples(std::min(length, all.size() - begin) / 2);
      for (std::size_t i = 0; i < samples.size(); ++i)
        samples[i] = static_cast<std::int16_t>(get(all, begin + 2 * i, 2));
      return samples;
    }
    if (length > all.size()) return std::nullopt;
    at = begin + length + (length & 1U);
  }
  return std::nullopt;
}

bool repair_wav(const std::filesystem::path& file, int channels) {
  std::error_code fault;
  const auto size = std::filesystem::file_size(file, fault);
  const std::uintmax_t step = 2U * static_cast<unsigned>(channels);
  if (fault || size < kWavHeader + step || size > 0xFFFFFFFFU) return false;
  const std::uintmax_t data = (size - kWavHeader) / step * step;
  std::fstream out(file, std::ios::binary | std::ios::in | std::ios::out);
  std::array<char, 4> begin{};
  if (!out.read(begin.data(), begin.size()) || std::string_view(begin.data(), 4) != "RIFF") return false;
  const auto header = wav_header(channels, static_cast<std::uint32_t>(data));
  out.seekp(0);
  out.write(header.data(), header.size());
  out.close();
  std::filesystem::resize_file(file, kWavHeader + data, fault);
  return !fault && !out.fail();
}

}  // namespace aproape::voice
