#include "voice/media/jitter_buffer.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <random>

using namespace aproape::voice;

namespace {

Frame filled(std::int16_t value) {
  Frame frame;
  frame.fill(value);
  return frame;
}

// What is taken, frame by frame, as the value of its first sample.
std::int16_t taken(JitterBuffer& buffer) {
  Frame frame;
  return buffer.take(frame) ? frame[0] : std::int16_t{0};
}

}  // namespace

TEST_CASE("packets that come in time are played one frame later, in order") {
  JitterBuffer buffer;
  for (std::int16_t n = 1; n <= 50; ++n) {
    buffer.put(static_cast<std::uint32_t>(n) * 160U - 1000U, filled(n));  // the timestamp wraps on the way
    CHECK(taken(buffer) == n - 1);
  }
  CHECK(buffer.counts().concealed == 0);
  CHECK(buffer.counts().late == 0);
}

TEST_CASE("a packet that overtook another waits for its turn") {
  JitterBuffer buffer;
  buffer.put(0, filled(1));
  CHECK(taken(buffer) == 0);
  buffer.put(320, filled(3));
  buffer.put(160, filled(2));
  CHECK(taken(buffer) == 1);
  CHECK(taken(buffer) == 2);
  CHECK(taken(buffer) == 3);
}

TEST_CASE("a lost packet is filled by the fading last frame") {
  JitterBuffer buffer;
  buffer.put(0, filled(1000));
  buffer.put(320, filled(3000));
  CHECK(taken(buffer) == 0);
  CHECK(taken(buffer) == 1000);
  CHECK(taken(buffer) == 750);
  CHECK(taken(buffer) == 3000);
  CHECK(buffer.counts().concealed == 1);
}

TEST_CASE("after 60 ms without anything there is silence, and speech begins anew") {
  JitterBuffer buffer;
  buffer.put(0, filled(1000));
  taken(buffer);
  CHECK(taken(buffer) == 1000);
  for (int i = 0; i < 3; ++i) CHECK(taken(buffer) != 0);
  Frame frame;
  CHECK_FALSE(buffer.take(frame));
  buffer.put(80000, filled(7));
  CHECK(taken(buffer) == 0);
  CHECK(taken(buffer) == 7);
}

TEST_CASE("packets of 10, 30 and 40 ms are cut into frames") {
  JitterBuffer buffer;
  Pcm samples(320, 5);
  buffer.put(0, std::span(samples).first(80));
  buffer.put(80, std::span(samples).first(240));
  buffer.put(320, samples);
  CHECK(taken(buffer) == 0);
  for (int i = 0; i < 4; ++i) CHECK(taken(buffer) == 5);
  CHECK(buffer.counts().concealed == 0);
}

TEST_CASE("with 5 % loss and 60 ms of jitter nothing runs away and most frames are true") {
  std::mt19937 random(7);
  JitterBuffer buffer;
  struct Packet {
    int arrives;
    std::uint32_t number;
  };
  std::vector<Packet> packets;
  for (std::uint32_t n = 0; n < 3000; ++n)
    if (random() % 100 >= 5) packets.push_back({static_cast<int>(n * 20 + random() % 60), n});
  std::stable_sort(packets.begin(), packets.end(), [](auto& a, auto& b) { return a.arrives < b.arrives; });
  std::size_t next = 0;
  int whole = 0;
  int deepest = 0;
  std::int16_t before = 0;
  for (int now = 0; now < 60'000; now += 20) {
    for (; next < packets.size() && packets[next].arrives <= now; ++next)
      buffer.put(packets[next].number * 160, filled(static_cast<std::int16_t>(packets[next].number + 1)));
    Frame frame;
    const auto made = buffer.counts().concealed;
    if (buffer.take(frame) && buffer.counts().concealed == made && frame[0] > 0) {
      CHECK(frame[0] > before);  // never back
      before = frame[0];
      ++whole;
    }
    deepest = std::max(deepest, buffer.depth());
  }
  CHECK(whole > 2700);
  CHECK(deepest <= 180);
}

TEST_CASE("a delay that is no longer needed is given back") {
  JitterBuffer buffer;
  std::uint32_t at = 0;
  for (; at < 6 * 160; at += 160) buffer.put(at, filled(1));  // a burst: 120 ms at once
  CHECK(buffer.depth() >= 120);
  for (int i = 0; i < 1200; ++i, at += 160) {
    buffer.put(at, filled(1));
    taken(buffer);
  }
  CHECK(buffer.depth() <= 60);
  CHECK(buffer.counts().concealed == 0);
}
