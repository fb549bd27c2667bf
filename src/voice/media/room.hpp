#pragma once

#include <cstdint>
#include <deque>
#include <vector>

#include "voice/media/frame.hpp"

namespace aproape::voice {

// Who speaks to whom in a room: a port speaks on some channels and hears some. Bit masks.
struct Hearing {
  std::uint8_t speaks = 0;
  std::uint8_t hears = 0;
  friend bool operator==(const Hearing&, const Hearing&) = default;
};
inline constexpr std::uint8_t kTalk = 1;     // the conversation
inline constexpr std::uint8_t kWhisper = 2;  // a supervisor to the agent alone

inline constexpr Hearing kInTalk{kTalk, kTalk};
inline constexpr Hearing kAgent{kTalk, kTalk | kWhisper};
inline constexpr Hearing kApart{0, 0};  // on hold, or not yet accepted: hears its own player alone
inline constexpr Hearing kListens{0, kTalk};
inline constexpr Hearing kWhispers{kWhisper, kTalk};

// The outer side of a port: where sound comes from and goes to (a leg, or an array in a test).
class Line {
 public:
  virtual ~Line() = default;
  // The next 20 ms that the line speaks; false where it is silent.
  virtual bool pull(Frame& out) = 0;
  virtual void push(const Frame& in) = 0;
};

// Takes both sides of a conversation, frame by frame.
class Tap {
 public:
  virtual ~Tap() = default;
  // `left` is what the first port spoke, `right` what it heard.
  virtual void take(const Frame& left, const Frame& right) = 0;
};

using PortId = std::uint64_t;

// A sound that a port has heard to its end.
struct Played {
  PortId port = 0;
  std::uint64_t mark = 0;
  friend bool operator==(const Played&, const Played&) = default;
};

// The mixer of one call, for one media thread. What a port hears is the sum of the others' channels that it
// listens to and of its own player. Sums are cut to 16 bits, never wrapped.
class Room {
 public:
  void join(PortId id, Line& line, Hearing hearing);
  void leave(PortId id);
  void set_hearing(PortId id, Hearing hearing);

  // Plays to one port alone after what it plays already. `mark` comes back from tick() when it has ended; a
  // repeated sound has no end.
  void play(PortId id, Sound sound, bool repeat, std::uint64_t mark);
  void stop_playing(PortId id);

  // Where both sides of the first port go; nullptr: nowhere.
  void set_tap(Tap* tap) { tap_ = tap; }

  // Moves 20 ms of sound. Gives the sounds that ended; valid until the next call.
  const std::vector<Played>& tick();

  [[nodiscard]] bool empty() const { return ports_.empty(); }

 private:
  struct Playing {
    Sound sound;
    bool repeat = false;
    std::uint64_t mark = 0;
    std::size_t at = 0;
  };
  struct Port {
    PortId id = 0;
    Line* line = nullptr;
    Hearing hearing;
    std::deque<Playing> playing;
    Frame in{};
    bool speaks = false;
  };

  Port* find(PortId id);
  void add_player(Port& port, std::array<std::int32_t, kFrameSamples>& sum);

  std::vector<Port> ports_;
  std::vector<Played> ended_;
  Tap* tap_ = nullptr;
};

}  // namespace aproape::voice
