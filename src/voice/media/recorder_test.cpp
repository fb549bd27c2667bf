#include "voice/media/recorder.hpp"

#include <doctest/doctest.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "base/error.hpp"
#include "voice/media/wav.hpp"

using namespace aproape;
using namespace aproape::voice;

namespace {

struct Folder {
  std::filesystem::path path =
      std::filesystem::temp_directory_path() / ("aproape-recorder-" + std::to_string(::getpid()));
  Folder() { std::filesystem::create_directories(path); }
  ~Folder() { std::filesystem::remove_all(path); }
};

std::string bytes_of(const std::filesystem::path& file) {
  std::ifstream in(file, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

Frame filled(std::int16_t value) {
  Frame frame;
  frame.fill(value);
  return frame;
}

}  // namespace

TEST_CASE("a recording becomes a stereo file when its tap ends") {
  const Folder folder;
  std::vector<Recorded> done;
  {
    Recorder recorder(folder.path, [&](Recorded one) { done.push_back(std::move(one)); });
    const auto tap = recorder.start("call-1");
    REQUIRE(tap);
    for (int i = 0; i < 75; ++i) tap->take(filled(1), filled(2));
  }
  REQUIRE(done.size() == 1);
  CHECK(done[0].length == 1500);
  const std::string bytes = bytes_of(done[0].file);
  REQUIRE(bytes.size() == kWavHeader + 75 * kFrameSamples * 4);
  const auto header = wav_header(2, static_cast<std::uint32_t>(bytes.size() - kWavHeader));
  CHECK(bytes.substr(0, kWavHeader) == std::string(header.data(), header.size()));
  CHECK(bytes[kWavHeader] == 1);
  CHECK(bytes[kWavHeader + 2] == 2);
  CHECK_FALSE(std::filesystem::exists(folder.path / "call-1.part"));
}

TEST_CASE("what a killed process left is repaired at the next start") {
  const Folder folder;
  {
    std::ofstream part(folder.path / "call-2.part", std::ios::binary);
    const auto header = wav_header(2, 0);
    part.write(header.data(), header.size());
    part << std::string(32'003, 'x');  // a second, and a torn sample
    std::ofstream(folder.path / "empty.part");
  }
  std::vector<Recorded> done;
  {
    const Recorder recorder(folder.path, [&](Recorded one) { done.push_back(std::move(one)); });
  }
  REQUIRE(done.size() == 1);
  CHECK(done[0].name == "call-2");
  CHECK(done[0].length == 1000);
  CHECK(bytes_of(done[0].file).size() == kWavHeader + 32'000);
  CHECK_FALSE(std::filesystem::exists(folder.path / "empty.part"));
}

TEST_CASE("a name that could leave the folder is refused") {
  const Folder folder;
  Recorder recorder(folder.path, [](const Recorded&) {});
  CHECK_THROWS_AS(static_cast<void>(recorder.start("../x")), Error);
}

TEST_CASE("a prompt is read back sample by sample") {
  const Folder folder;
  const auto file = folder.path / "a.wav";
  const auto header = wav_header(1, 4);
  std::ofstream(file, std::ios::binary)
      << std::string(header.data(), header.size()) << std::string("\1\0\xff\xff", 4);
  CHECK(read_wav(file) == Pcm{1, -1});
  std::ofstream(file, std::ios::binary) << "RIFF";
  CHECK_FALSE(read_wav(file));
}
