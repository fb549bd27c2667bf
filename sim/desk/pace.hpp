#pragma once

#include <atomic>
#include <chrono>
#include <thread>

namespace sim {

// Time as people take it, faster by a factor, that ends where everybody is told to go.
class Pace {
 public:
  Pace(double speed, const std::atomic<bool>& stop) : speed_(speed > 0 ? speed : 1), stop_(stop) {}

  [[nodiscard]] bool over() const {
    return stop_ || over_ || (seconds_ > 0 && std::chrono::steady_clock::now() >= end_);
  }
  // From now on so many real seconds; 0: without end.
  void begin(double seconds) {
    seconds_ = seconds;
    end_ = std::chrono::steady_clock::now() + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                                  std::chrono::duration<double>(seconds));
  }
  void end() { over_ = true; }
  // `seconds` of a person's time; ends early where it is over.
  void pass(double seconds) const {
    const auto until =
        std::chrono::steady_clock::now() + std::chrono::duration_cast<std::chrono::steady_clock::duration>(
                                               std::chrono::duration<double>(seconds / speed_));
    while (!over() && std::chrono::steady_clock::now() < until)
      std::this_thread::sleep_for(std::chrono::milliseconds(20));
  }
  [[nodiscard]] double speed() const { return speed_; }

 private:
  const double speed_;
  const std::atomic<bool>& stop_;
  std::atomic<bool> over_{false};
  double seconds_ = 0;
  std::chrono::steady_clock::time_point end_;
};

}  // namespace sim
