#include "voice/media/tones.hpp"

#include <algorithm>
#include <cmath>
#include <numbers>

namespace aproape::voice {
namespace {

constexpr double kLevel = 5000;
constexpr int kEdge = 40;  // samples over which a tone begins and ends, so that it does not click

void add_tone(Pcm& to, double hertz, int millis, double level = kLevel) {
  const int size = millis * kSampleRate / 1000;
  for (int i = 0; i < size; ++i) {
    const double edge =
        std::min({1.0, static_cast<double>(i) / kEdge, static_cast<double>(size - i) / kEdge});
    to.push_back(static_cast<std::int16_t>(
        level * edge * std::sin(2 * std::numbers::pi * hertz * static_cast<double>(i) / kSampleRate)));
  }
}

void add_silence(Pcm& to, int millis) {
  to.resize(to.size() + static_cast<std::size_t>(millis * kSampleRate / 1000));
}

// A plucked note over its octave: loud at once, then fading.
void add_note(Pcm& to, double hertz, int millis) {
  const int size = millis * kSampleRate / 1000;
  for (int i = 0; i < size; ++i) {
    const double at = static_cast<double>(i) / kSampleRate;
    const double attack = std::min(1.0, static_cast<double>(i) / kEdge);
    const double fade = std::exp(-2.5 * at) * std::min(1.0, static_cast<double>(size - i) / kEdge);
    const double wave =
        std::sin(2 * std::numbers::pi * hertz * at) + 0.3 * std::sin(4 * std::numbers::pi * hertz * at);
    to.push_back(static_cast<std::int16_t>(kLevel * 0.6 * attack * fade * wave));
  }
}

Sound make_ringback() {
  Pcm tone;
  add_tone(tone, 425, 1000);
  add_silence(tone, 4000);
  return std::make_shared<const Pcm>(std::move(tone));
}

Sound make_busy() {
  Pcm tone;
  add_tone(tone, 425, 500);
  add_silence(tone, 500);
  return std::make_shared<const Pcm>(std::move(tone));
}

Sound make_beep() {
  Pcm tone;
  add_tone(tone, 1000, 300);
  return std::make_shared<const Pcm>(std::move(tone));
}

Sound make_music() {
  constexpr double kNotes[] = {261.6, 329.6, 392.0, 523.3, 440.0, 392.0, 349.2, 329.6,
                               293.7, 349.2, 440.0, 392.0, 329.6, 293.7, 261.6, 196.0};
  Pcm tune;
  for (int round = 0; round < 2; ++round)
    for (const double note : kNotes) add_note(tune, note, 500);
  return std::make_shared<const Pcm>(std::move(tune));
}

}  // namespace

Sound ringback_tone() {
  static const Sound sound = make_ringback();
  return sound;
}

Sound busy_tone() {
  static const Sound sound = make_busy();
  return sound;
}

Sound beep() {
  static const Sound sound = make_beep();
  return sound;
}

Sound waiting_music() {
  static const Sound sound = make_music();
  return sound;
}

}  // namespace aproape::voice
