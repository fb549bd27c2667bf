#include "voice/media/media_thread.hpp"

#include <pthread.h>
#include <sched.h>
#include <time.h>

#include <algorithm>
#include <cerrno>
#include <unordered_map>
#include <utility>

#include "base/log.hpp"
#include "base/metrics.hpp"

namespace aproape::voice {
namespace {

constexpr int kPriority = 5;                  // SCHED_FIFO: above everything ordinary
constexpr std::int64_t kTick = 20'000'000;    // ns
constexpr std::int64_t kGiveUp = 10 * kTick;  // after a longer stall the lost ticks are left out
constexpr int kMeasureEvery = 50;             // ticks

std::int64_t nanos() {
  timespec now{};
  ::clock_gettime(CLOCK_MONOTONIC, &now);
  return now.tv_sec * 1'000'000'000 + now.tv_nsec;
}

void sleep_until(std::int64_t at) {
  const timespec due{at / 1'000'000'000, at % 1'000'000'000};
  while (::clock_nanosleep(CLOCK_MONOTONIC, TIMER_ABSTIME, &due, nullptr) == EINTR) {
  }
}

}  // namespace

// Legs and rooms, of the media thread alone.
class MediaThread::World {
 public:
  struct Leg {
    MediaLeg media;
    Millis silence = 0;  // of this leg; 0: as all
    RoomId room = 0;
    bool told_silent = false;
    bool told_ready = false;
  };
  struct Place {
    Room room;
    std::unique_ptr<Tap> tap;
  };

  std::unordered_map<LegId, Leg> legs;
  std::unordered_map<RoomId, Place> rooms;
  std::vector<MediaEvent> events;

  void leave(LegId id, Leg& leg) {
    const auto at = rooms.find(leg.room);
    leg.room = 0;
    if (at == rooms.end()) return;
    at->second.room.leave(id);
    if (at->second.room.empty()) rooms.erase(at);
  }

  void with_room(LegId id, const std::function<void(Room&)>& work) {
    const auto leg = legs.find(id);
    if (leg == legs.end()) return;
    const auto at = rooms.find(leg->second.room);
    if (at != rooms.end()) work(at->second.room);
  }

  void tick(Millis now, Millis silence) {
    std::vector<char> digits;
    for (auto& [id, leg] : legs) {
      digits.clear();
      leg.media.receive(now, digits);
      for (const char digit : digits) events.push_back({MediaEvent::Kind::digit, id, digit, 0, {}});
      if (!leg.told_ready && leg.media.ready()) {
        leg.told_ready = true;
        events.push_back({MediaEvent::Kind::ready, id, 0, 0, {}});
      }
      if (!leg.told_silent && leg.media.silent_for(now) > (leg.silence != 0 ? leg.silence : silence)) {
        leg.told_silent = true;
        events.push_back({MediaEvent::Kind::silent, id, 0, 0, {}});
      }
    }
    for (auto& [id, place] : rooms)
      for (const Played& played : place.room.tick())
        events.push_back({MediaEvent::Kind::played, played.port, 0, played.mark, {}});
  }
};

MediaThread::MediaThread(std::function<void(std::vector<MediaEvent>)> tell, Millis silence)
    : tell_(std::move(tell)), silence_(silence), thread_([this] { run(); }) {}

MediaThread::~MediaThread() {
  stop_ = true;
  thread_.join();
}

void MediaThread::post(std::function<void(World&)> command) {
  const std::lock_guard lock(guard_);
  commands_.push_back(std::move(command));
}

void MediaThread::run() {
  ::pthread_setname_np(::pthread_self(), "media");
  const sched_param priority{kPriority};
  if (::pthread_setschedparam(::pthread_self(), SCHED_FIFO, &priority) != 0)
    log::warning("voice.no_realtime", {{"limit", "RTPRIO"}});
  World world;
  std::vector<std::function<void(World&)>> commands;
  std::int64_t due = nanos() + kTick;
  std::int64_t worst = 0;
  bool last = false;
  for (int ticks = 0; !last; ++ticks) {
    last = stop_;  // what was commanded before the end is done
    if (!last) sleep_until(due);
    const std::int64_t lag = nanos() - due;
    worst = std::max(worst, lag);
    {
      const std::lock_guard lock(guard_);
      commands.swap(commands_);
    }
    for (auto& command : commands) command(world);
    commands.clear();
    world.tick(due / 1'000'000, silence_);
    if (!world.events.empty()) tell_(std::exchange(world.events, {}));
    due += lag > kGiveUp ? lag : kTick;
    if (ticks % kMeasureEvery == 0) {
      metrics::observe("aproape_voice_tick_lag_seconds", static_cast<double>(worst) / 1e9);
      worst = 0;
    }
  }
}

void MediaThread::open(LegId leg, RtpSocket socket, std::uint32_t ssrc, std::unique_ptr<Shield> shield,
                       Millis silence) {
  // std::function wants to be copied; a socket and a shield do not.
  auto held = std::make_shared<MediaLeg>(std::move(socket), ssrc, std::move(shield));
  post([leg, held, silence](World& world) {
    const bool ready = held->ready();  // without a shield there is nothing to tell
    world.legs.try_emplace(leg, World::Leg{std::move(*held), silence, 0, false, ready});
  });
}

void MediaThread::move(LegId leg, RtpSocket socket, std::unique_ptr<Shield> shield) {
  auto way =
      std::make_shared<std::pair<RtpSocket, std::unique_ptr<Shield>>>(std::move(socket), std::move(shield));
  post([leg, way](World& world) {
    const auto at = world.legs.find(leg);
    if (at == world.legs.end()) return;
    at->second.media.move_to(std::move(way->first), std::move(way->second));
    at->second.told_silent = at->second.told_ready = false;
  });
}

void MediaThread::set_format(LegId leg, const LegFormat& format) {
  post([leg, format](World& world) {
    const auto at = world.legs.find(leg);
    if (at != world.legs.end()) at->second.media.set_format(format);
  });
}

void MediaThread::close(LegId leg) {
  post([leg](World& world) {
    const auto at = world.legs.find(leg);
    if (at == world.legs.end()) return;
    world.leave(leg, at->second);
    world.events.push_back({MediaEvent::Kind::closed, leg, 0, 0, at->second.media.report()});
    world.legs.erase(at);
  });
}

void MediaThread::place(LegId leg, RoomId room, Hearing hearing) {
  post([leg, room, hearing](World& world) {
    const auto at = world.legs.find(leg);
    if (at == world.legs.end()) return;
    if (at->second.room != room) world.leave(leg, at->second);
    at->second.room = room;
    auto& place = world.rooms[room];
    place.room.join(leg, at->second.media, hearing);
  });
}

void MediaThread::set_hearing(LegId leg, Hearing hearing) {
  post([leg, hearing](World& world) {
    world.with_room(leg, [&](Room& room) { room.set_hearing(leg, hearing); });
  });
}

void MediaThread::play(LegId leg, Sound sound, bool repeat, std::uint64_t mark) {
  post([leg, sound, repeat, mark](World& world) {
    world.with_room(leg, [&](Room& room) { room.play(leg, sound, repeat, mark); });
  });
}

void MediaThread::stop_playing(LegId leg) {
  post([leg](World& world) { world.with_room(leg, [&](Room& room) { room.stop_playing(leg); }); });
}

void MediaThread::tap(RoomId room, std::unique_ptr<Tap> tap) {
  auto held = std::make_shared<std::unique_ptr<Tap>>(std::move(tap));
  post([room, held](World& world) {
    const auto at = world.rooms.find(room);
    if (at == world.rooms.end()) return;
    at->second.room.set_tap(held->get());
    at->second.tap = std::move(*held);
  });
}

}  // namespace aproape::voice
