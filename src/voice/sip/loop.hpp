#pragma once

#include <functional>
#include <memory>

#include "base/time.hpp"

namespace aproape::voice {

// A timer that is stopped with its handle.
class Timer {
 public:
  struct State;
  Timer();
  explicit Timer(std::unique_ptr<State> state);
  ~Timer();
  Timer(Timer&&) noexcept;
  Timer& operator=(Timer&&) noexcept;

  [[nodiscard]] bool running() const;

 private:
  std::unique_ptr<State> state_;
};

// libre's event loop, on the thread that calls run(). One of them in a process. Objects that libre made
// belong to that thread; everything else reaches it by post().
class Loop {
 public:
  // Makes room for `descriptors` open files. Throws Error{unavailable, "voice.loop"}.
  explicit Loop(int descriptors);
  ~Loop();
  Loop(const Loop&) = delete;
  Loop& operator=(const Loop&) = delete;

  // Does `work` on the loop, in the order of one sender's posts. From any thread.
  void post(std::function<void()> work);
  // Does `work` once, after so long, unless the handle goes before. A handle may be dropped within its own
  // work.
  [[nodiscard]] Timer after(Millis delay, std::function<void()> work);
  // Calls `ready` whenever the descriptor can be read, until unwatch(). The descriptor stays the caller's.
  void watch(int descriptor, std::function<void()> ready);
  void unwatch(int descriptor);
  // Serves until stop().
  void run();
  void stop();
  // Does what was posted, until nothing is: before what it names is taken down.
  void settle();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aproape::voice
