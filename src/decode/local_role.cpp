#include <signal.h>
#include <spawn.h>
#include <sys/wait.h>
#include <time.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <cstdlib>
#include <string>

#include "base/error.hpp"
#include "decode/client.hpp"
#include "decode/unix_socket.hpp"

namespace aproape::decode {
namespace {

constexpr Millis kStartLimit = 10 * kSecond;

[[noreturn]] void fail(const char* what) {
  throw Error(ErrorKind::unavailable, "decode.down", what);
}

std::filesystem::path make_folder() {
  std::string name = (std::filesystem::temp_directory_path() / "aproape-decode-XXXXXX").string();
  if (::mkdtemp(name.data()) == nullptr) fail("mkdtemp");
  return name;
}

}  // namespace

struct LocalRole::State {
  std::filesystem::path folder = make_folder();
  std::filesystem::path socket = folder / "s";
  pid_t pid = -1;

  ~State() {
    if (pid > 0) {
      ::kill(pid, SIGTERM);
      int status = 0;
      while (::waitpid(pid, &status, 0) < 0 && errno == EINTR) {
      }
    }
    std::error_code ignored;
    std::filesystem::remove_all(folder, ignored);
  }
};

LocalRole::LocalRole() : state_(std::make_unique<State>()) {
  std::array<std::string, 5> words{"aproape", "role", "decode", "--socket", state_->socket.string()};
  std::array<char*, 6> arguments{};
  for (std::size_t i = 0; i < words.size(); ++i) arguments.at(i) = words.at(i).data();
  if (::posix_spawn(&state_->pid, "/proc/self/exe", nullptr, nullptr, arguments.data(), environ) != 0)
    fail("spawn");
  const Millis deadline = Clock::system().monotonic() + kStartLimit;
  while (!connect_to(state_->socket)) {
    int status = 0;
    if (::waitpid(state_->pid, &status, WNOHANG) == state_->pid) {
      state_->pid = -1;
      fail("the role ended at its start");
    }
    if (Clock::system().monotonic() > deadline) fail("the role did not start in time");
    const timespec pause{0, 2'000'000};
    ::nanosleep(&pause, nullptr);
  }
}

LocalRole::~LocalRole() = default;

const std::filesystem::path& LocalRole::socket() const {
  return state_->socket;
}

}  // namespace aproape::decode
