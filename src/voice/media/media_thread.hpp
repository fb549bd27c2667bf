#pragma once

#include <atomic>
#include <cstdint>
#include <functional>
#include <memory>
#include <mutex>
#include <thread>
#include <vector>

#include "voice/media/media_leg.hpp"
#include "voice/media/room.hpp"

namespace aproape::voice {

using LegId = PortId;
using RoomId = std::uint64_t;

// What the media thread tells. `ready`: a leg with a shield has its keys, sound can go; once for each shield.
struct MediaEvent {
  enum class Kind { digit, played, silent, ready, closed };
  Kind kind = Kind::digit;
  LegId leg = 0;
  char digit = 0;          // digit
  std::uint64_t mark = 0;  // played: of play()
  LegReport report;        // closed
};

// The thread that moves all sound: every 20 ms it takes what came for each leg, mixes each room and sends,
// with real-time priority where the system permits it. Commands are done, in order, before the next tick;
// they may name legs that are gone. All functions may be called from any thread.
class MediaThread {
 public:
  // `tell` is called on the media thread. `silence`: after so long without a packet from a peer that may
  // send, `silent` is told, once.
  MediaThread(std::function<void(std::vector<MediaEvent>)> tell, Millis silence);
  ~MediaThread();
  MediaThread(const MediaThread&) = delete;
  MediaThread& operator=(const MediaThread&) = delete;

  // `shield`: what encrypts its packets. `silence`: its own limit; 0: that of the thread.
  void open(LegId leg, RtpSocket socket, std::uint32_t ssrc, std::unique_ptr<Shield> shield = nullptr,
            Millis silence = 0);
  // The leg goes on with another socket and shield (MediaLeg::move_to), in its room as before.
  void move(LegId leg, RtpSocket socket, std::unique_ptr<Shield> shield);
  void set_format(LegId leg, const LegFormat& format);
  // The leg leaves its room and its socket is closed; answered by `closed` with the report.
  void close(LegId leg);

  // Puts a leg into a room, out of the one where it was. A room begins with its first leg and ends with its
  // last.
  void place(LegId leg, RoomId room, Hearing hearing);
  void set_hearing(LegId leg, Hearing hearing);
  void play(LegId leg, Sound sound, bool repeat, std::uint64_t mark);
  void stop_playing(LegId leg);
  // Where both sides of the room's first leg go; nullptr ends it.
  void tap(RoomId room, std::unique_ptr<Tap> tap);

 private:
  class World;
  void run();
  void post(std::function<void(World&)> command);

  std::function<void(std::vector<MediaEvent>)> tell_;
  Millis silence_;
  std::mutex guard_;
  std::vector<std::function<void(World&)>> commands_;
  std::atomic<bool> stop_ = false;
  std::thread thread_;
};

}  // namespace aproape::voice
