#pragma once

#include <sys/types.h>

#include <optional>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace aproape::app {

// A child process that runs this same binary with other arguments.
class Process {
 public:
  // Starts it. `report_fd`, where not -1, stays open in the child under its own number. The child is killed
  // by the kernel when this process dies. Throws Error{internal, "process.start"}.
  static Process start(const std::vector<std::string>& arguments, int report_fd = -1);

  [[nodiscard]] pid_t pid() const { return pid_; }
  void signal(int number) const;

 private:
  explicit Process(pid_t pid) : pid_(pid) {}
  pid_t pid_;
};

// A child that has ended: its exit code, or 128 + the signal that ended it.
struct Ended {
  pid_t pid;
  int code;
};

// Collects one ended child, if there is one.
[[nodiscard]] std::optional<Ended> collect_child();

}  // namespace aproape::app
