#pragma once

#include <functional>
#include <memory>
#include <string>
#include <vector>

#include "base/time.hpp"
#include "db/database.hpp"

namespace aproape::app {

// Work that recurs, done by one node at a time: the one that holds the lease "timers". Each piece runs to its
// end before the next; one that throws is told in the log and tried again at its next time.
class Timers {
 public:
  Timers(db::Database& database, std::string node);
  ~Timers();  // stops
  Timers(const Timers&) = delete;
  Timers& operator=(const Timers&) = delete;

  enum class On { one_node, each_node };
  // Before start(). `period` in milliseconds of the monotonic clock.
  void every(Millis period, On where, std::string name, std::function<void()> work);
  void start();
  void stop();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aproape::app
