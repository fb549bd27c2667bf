#include "voice/media/tone_keys.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cmath>
#include <initializer_list>
#include <numbers>
#include <random>
#include <string>

#include "voice/media/g711.hpp"
#include "voice/media/tones.hpp"

using namespace aproape::voice;

namespace {

// Two tones together, as they come out of A-law.
void add(Pcm& to, double low, double high, int millis, double level = 6000) {
  const int size = millis * 8;
  for (int i = 0; i < size; ++i) {
    const double at = 2 * std::numbers::pi * i / 8000;
    const double sample = level * std::sin(low * at) + level * std::sin(high * at);
    to.push_back(decode(Codec::pcma, encode(Codec::pcma, static_cast<std::int16_t>(sample))));
  }
}

std::string keys_of(const Pcm& sound) {
  ToneKeys keys;
  std::string out;
  for (std::size_t at = 0; at < sound.size(); at += kFrameSamples)
    if (const auto key = keys.take(std::span(sound).subspan(at, std::min(kFrameSamples, sound.size() - at))))
      out += *key;
  return out;
}

}  // namespace

TEST_CASE("every key is found once, short or long, loud or quiet") {
  const double rows[] = {697, 770, 852, 941};
  const double columns[] = {1209, 1336, 1477, 1633};
  for (const double level : {400.0, 6000.0, 15000.0})
    for (const int millis : {80, 1000}) {
      Pcm sound;
      for (const double row : rows)
        for (const double column : columns) {
          add(sound, row, column, millis, level);
          sound.resize(sound.size() + 800);
        }
      CHECK(keys_of(sound) == "123A456B789C*0#D");
    }
}

TEST_CASE("the same key twice counts twice") {
  Pcm sound;
  for (int i = 0; i < 2; ++i) {
    add(sound, 770, 1336, 80);
    sound.resize(sound.size() + 800);
  }
  CHECK(keys_of(sound) == "55");
}

TEST_CASE("music, one tone, noise and voices with overtones are no keys") {
  CHECK(keys_of(*waiting_music()).empty());
  CHECK(keys_of(*ringback_tone()).empty());
  Pcm one;
  add(one, 697, 697, 1000);
  CHECK(keys_of(one).empty());
  std::mt19937 random(3);
  std::normal_distribution<double> noise(0, 4000);
  Pcm hiss;
  for (int i = 0; i < 80'000; ++i) hiss.push_back(saturate(static_cast<std::int32_t>(noise(random))));
  CHECK(keys_of(hiss).empty());
  Pcm voice;  // a vowel that slides from 100 to 250 Hz, with fifteen overtones
  for (int i = 0; i < 80'000; ++i) {
    const double pitch = 100 + 150.0 * i / 80'000;
    double sample = 0;
    for (int overtone = 1; overtone <= 15; ++overtone)
      sample += 4000.0 / overtone * std::sin(2 * std::numbers::pi * pitch * overtone * i / 8000);
    voice.push_back(saturate(static_cast<std::int32_t>(sample)));
  }
  CHECK(keys_of(voice).empty());
}
