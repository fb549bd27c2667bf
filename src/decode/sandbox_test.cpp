#include <doctest/doctest.h>
#include <fcntl.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <cerrno>
#include <csignal>

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
