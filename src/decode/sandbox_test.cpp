#include <doctest/doctest.h>
#include <fcntl.h>
#include <sched.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <csignal>
#include <fstream>
#include <new>
#include <string>

#include "decode/sandbox.hpp"

using namespace aproape;

namespace {

// How a child ends that locks itself in and then does `act`.
int end_of(int (*act)()) {
  const pid_t pid = ::fork();
  if (pid == 0) {
    if (!decode::prepare_sandbox() || !decode::enter_sandbox()) ::_exit(99);
    ::_exit(act());
  }
  int status = 0;
  ::waitpid(pid, &status, 0);
  return status;
}

}  // namespace

TEST_CASE("inside the sandbox there is no network, no file, no other program") {
  const int quiet = end_of([] { return 0; });
  CHECK(WIFEXITED(quiet));
  CHECK(WEXITSTATUS(quiet) == 0);
  const int file = end_of([] { return ::open("/etc/hostname", O_RDONLY) < 0 && errno == EACCES ? 7 : 1; });
  CHECK(WEXITSTATUS(file) == 7);
#ifndef APROAPE_SANITIZED
  const int network = end_of([] { return ::socket(AF_INET, SOCK_STREAM, 0) < 0 ? 7 : 1; });
  CHECK(WIFSIGNALED(network));
  CHECK(WTERMSIG(network) == SIGSYS);
  const int other = end_of([] { return ::execl("/bin/true", "true", nullptr); });
  CHECK(WIFSIGNALED(other));
#endif
}

#ifndef APROAPE_SANITIZED
TEST_CASE("memory and CPU time inside the sandbox have an end") {
  const int memory = end_of([] {
    try {
      for (std::size_t size = std::size_t{64} << 20U;; size += std::size_t{64} << 20U) {
        const std::string block(size, 'x');
        if (size > std::size_t{512} << 20U) return 1;
      }
    } catch (const std::bad_alloc&) {
      return 7;
    }
  });
  CHECK(WEXITSTATUS(memory) == 7);
  // Ten seconds of CPU are too long for a test: the kernel's own word on the limit must do.
  std::array<int, 2> pipe{};
  REQUIRE(::pipe(pipe.data()) == 0);
  const pid_t pid = ::fork();
  if (pid == 0) {
    if (!decode::prepare_sandbox() || !decode::enter_sandbox()) ::_exit(99);
    char byte = 'x';
    if (::write(pipe[1], &byte, 1) != 1) ::_exit(98);
    while (true) static_cast<void>(::sched_yield());
  }
  char byte = 0;
  REQUIRE(::read(pipe[0], &byte, 1) == 1);
  std::ifstream limits("/proc/" + std::to_string(pid) + "/limits");
  bool found = false;
  for (std::string line; std::getline(limits, line);)
    if (line.starts_with("Max cpu time"))
      found = line.find(" " + std::to_string(decode::kCpuSeconds) + " ") != std::string::npos;
  CHECK(found);
  ::kill(pid, SIGKILL);
  ::waitpid(pid, nullptr, 0);
  ::close(pipe[0]);
  ::close(pipe[1]);
}
#endif
