#include "voice/media/room.hpp"

#include <doctest/doctest.h>

#include <optional>

using namespace aproape::voice;

namespace {

// A line whose speech is one value and which keeps what it hears.
struct Fixed final : Line {
  explicit Fixed(std::optional<std::int16_t> value) : speech(value) {}
  bool pull(Frame& out) override {
    out.fill(speech.value_or(0));
    return speech.has_value();
  }
  void push(const Frame& in) override { heard = in; }
  std::optional<std::int16_t> speech;
  Frame heard{};
};

Sound constant(std::int16_t value, std::size_t size) {
  return std::make_shared<const Pcm>(size, value);
}

struct Kept final : Tap {
  void take(const Frame& l, const Frame& r) override {
    left = l[0];
    right = r[0];
  }
  int left = 0;
  int right = 0;
};

}  // namespace

TEST_CASE("each hears the sum of the others, cut and never wrapped") {
  Fixed a(100), b(20), c(3);
  Room room;
  room.join(1, a, kInTalk);
  room.join(2, b, kInTalk);
  room.join(3, c, kInTalk);
  room.tick();
  CHECK(a.heard[0] == 23);
  CHECK(b.heard[159] == 103);
  CHECK(c.heard[80] == 120);
  b.speech = 32'000;
  c.speech = 32'000;
  room.tick();
  CHECK(a.heard[0] == 32'767);
  room.leave(2);
  room.tick();
  CHECK(a.heard[0] == 32'000);
}

TEST_CASE("who is on hold neither hears nor is heard, but has music") {
  Fixed caller(100), agent(20);
  Room room;
  room.join(1, caller, kApart);
  room.join(2, agent, kAgent);
  room.play(1, constant(7, 400), true, 0);
  room.tick();
  CHECK(caller.heard[0] == 7);
  CHECK(agent.heard[0] == 0);
  room.stop_playing(1);
  room.set_hearing(1, kInTalk);
  room.tick();
  CHECK(caller.heard[0] == 20);
  CHECK(agent.heard[0] == 100);
}

TEST_CASE("a supervisor listens unheard, or is heard by the agent alone") {
  Fixed caller(100), agent(20), supervisor(3);
  Room room;
  room.join(1, caller, kInTalk);
  room.join(2, agent, kAgent);
  room.join(3, supervisor, kListens);
  room.tick();
  CHECK(supervisor.heard[0] == 120);
  CHECK(caller.heard[0] == 20);
  CHECK(agent.heard[0] == 100);
  room.set_hearing(3, kWhispers);
  room.tick();
  CHECK(caller.heard[0] == 20);
  CHECK(agent.heard[0] == 103);
}

TEST_CASE("sounds follow each other without a gap and tell their end") {
  Fixed caller(std::nullopt);
  Room room;
  room.join(1, caller, kInTalk);
  room.play(1, constant(5, 200), false, 11);
  room.play(1, constant(6, 100), false, 12);
  CHECK(room.tick().empty());
  CHECK(caller.heard[159] == 5);
  CHECK(room.tick() == std::vector<Played>{{1, 11}, {1, 12}});
  CHECK(caller.heard[39] == 5);
  CHECK(caller.heard[40] == 6);
  CHECK(caller.heard[139] == 6);
  CHECK(caller.heard[140] == 0);
  CHECK(room.tick().empty());
  room.play(1, nullptr, true, 13);  // nothing to say ends, too
  CHECK(room.tick() == std::vector<Played>{{1, 13}});
}

TEST_CASE("a tap has the first port's speech left and what it hears right") {
  Fixed caller(100), agent(20);
  Kept kept;
  Room room;
  room.join(1, caller, kInTalk);
  room.join(2, agent, kInTalk);
  room.set_tap(&kept);
  room.tick();
  CHECK(kept.left == 100);
  CHECK(kept.right == 20);
  caller.speech.reset();
  room.tick();
  CHECK(kept.left == 0);
}
