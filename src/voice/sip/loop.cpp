#include "voice/sip/loop.hpp"

#include <re.h>

#include <deque>
#include <map>
#include <mutex>
#include <utility>

#include "base/error.hpp"
#include "voice/sip/re_ptr.hpp"

namespace aproape::voice {

struct Timer::State {
  tmr timer{};
  std::function<void()> work;

  State() { tmr_init(&timer); }
  ~State() { tmr_cancel(&timer); }
  State(const State&) = delete;
  State& operator=(const State&) = delete;
};

Timer::Timer() = default;
Timer::Timer(std::unique_ptr<State> state) : state_(std::move(state)) {}
Timer::~Timer() = default;
Timer::Timer(Timer&&) noexcept = default;
Timer& Timer::operator=(Timer&&) noexcept = default;

bool Timer::running() const {
  return state_ && tmr_isrunning(&state_->timer);
}

struct Loop::State {
  RePtr<mqueue> queue;
  std::mutex guard;
  std::deque<std::function<void()>> work;
  std::map<int, std::function<void()>> watched;

  // One message wakes the loop for everything that was posted meanwhile. False where there was nothing.
  bool drain() {
    std::deque<std::function<void()>> batch;
    {
      const std::lock_guard lock(guard);
      batch.swap(work);
    }
    for (auto& one : batch) one();
    return !batch.empty();
  }
};

Loop::Loop(int descriptors) : state_(std::make_unique<State>()) {
  mqueue* queue = nullptr;
  if (fd_setsize(descriptors) != 0 || libre_init() != 0 ||
      mqueue_alloc(
          &queue, [](int, void*, void* self) { static_cast<State*>(self)->drain(); }, state_.get()) != 0)
    throw Error(ErrorKind::unavailable, "voice.loop");
  state_->queue.reset(queue);
}

Loop::~Loop() {
  state_->queue.reset();
  state_.reset();
  libre_close();
}

void Loop::post(std::function<void()> work) {
  bool wake = false;
  {
    const std::lock_guard lock(state_->guard);
    wake = state_->work.empty();
    state_->work.push_back(std::move(work));
  }
  if (wake) mqueue_push(state_->queue.get(), 0, nullptr);
}

Timer Loop::after(Millis delay, std::function<void()> work) {
  auto state = std::make_unique<Timer::State>();
  state->work = std::move(work);
  tmr_start(
      &state->timer, delay > 0 ? static_cast<std::uint64_t>(delay) : 0,
      [](void* self) {
        // Moved out first: the work may drop its own handle.
        const auto due = std::move(static_cast<Timer::State*>(self)->work);
        due();
      },
      state.get());
  return Timer(std::move(state));
}

void Loop::watch(int descriptor, std::function<void()> ready) {
  auto& kept = state_->watched[descriptor] = std::move(ready);
  if (fd_listen(
          descriptor, FD_READ,
          [](int, void* self) {
            const auto now = *static_cast<std::function<void()>*>(self);  // a copy: it may unwatch itself
            now();
          },
          &kept) != 0)
    throw Error(ErrorKind::unavailable, "voice.loop", "watch");
}

void Loop::unwatch(int descriptor) {
  fd_close(descriptor);
  state_->watched.erase(descriptor);
}

void Loop::run() {
  re_main(nullptr);
}

void Loop::settle() {
  while (state_->drain()) {
  }
}

void Loop::stop() {
  post([] { re_cancel(); });
}

}  // namespace aproape::voice
