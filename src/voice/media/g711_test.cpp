#include "voice/media/g711.hpp"

#include <doctest/doctest.h>

#include <cstdlib>
#include <initializer_list>

using namespace aproape::voice;

TEST_CASE("G.711 knows the code words of the standard") {
  CHECK(encode(Codec::pcma, 0) == 0xD5);
  CHECK(encode(Codec::pcma, -1) == 0x55);
  CHECK(encode(Codec::pcma, 32767) == 0xAA);
  CHECK(encode(Codec::pcma, -32768) == 0x2A);
  CHECK(encode(Codec::pcmu, 0) == 0xFF);
  CHECK(encode(Codec::pcmu, 32767) == 0x80);
  CHECK(encode(Codec::pcmu, -32768) == 0x00);
  CHECK(decode(Codec::pcma, 0xD5) == 8);
  CHECK(decode(Codec::pcmu, 0xFF) == 0);
}

TEST_CASE("a code word is what its own sample is coded as") {
  for (const Codec codec : {Codec::pcma, Codec::pcmu})
    for (int code = 0; code < 256; ++code) {
      const auto sample = decode(codec, static_cast<std::uint8_t>(code));
      if (sample == 0) continue;  // mu-law has two zeros
      CHECK(encode(codec, sample) == code);
    }
}

TEST_CASE("loud and quiet sounds keep their shape") {
  for (const Codec codec : {Codec::pcma, Codec::pcmu})
    for (int sample = -32000; sample <= 32000; sample += 37) {
      const int back = decode(codec, encode(codec, static_cast<std::int16_t>(sample)));
      CHECK(std::abs(back - sample) <= std::abs(sample) / 16 + 16);
    }
}
