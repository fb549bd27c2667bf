#include <poll.h>
#include <sys/prctl.h>
#include <sys/signalfd.h>
#include <sys/socket.h>
#include <sys/wait.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <csignal>
#include <cstring>
#include <vector>

#include "base/log.hpp"
#include "decode/child.hpp"
#include "decode/client.hpp"
#include "decode/sandbox.hpp"
#include "decode/unix_socket.hpp"
#include "protocol/decode_frame.hpp"

namespace aproape::decode {
namespace {

constexpr std::size_t kMostChildren = 32;  // above it callers wait in the socket's queue
constexpr int kLookForLateOnes = 500;      // milliseconds

// One message being read. The connection stays open here until the child has ended, so that the client learns
// how.
struct Child {
  pid_t pid = -1;
  Millis deadline = 0;
  bool late = false;
  Descriptor connection;
};

// The zygote: single-threaded, so that a fork copies a whole process; reads nothing of strangers itself.
class Zygote {
 public:
  Zygote(Descriptor listener, Descriptor signals, Millis wall)
      : listener_(std::move(listener)), signals_(std::move(signals)), wall_(wall) {}

  int serve() {
    while (true) {
      std::array<pollfd, 2> wait{pollfd{signals_.get(), POLLIN, 0}, pollfd{listener_.get(), POLLIN, 0}};
      const bool room = children_.size() < kMostChildren;
      const int ready = ::poll(wait.data(), room ? 2 : 1, children_.empty() ? -1 : kLookForLateOnes);
      if (ready < 0 && errno != EINTR) return 1;
      if (ready > 0 && wait[0].revents != 0 && told_to_end()) {
        for (const Child& child : children_) ::kill(child.pid, SIGKILL);
        return 0;
      }
      reap();
      end_late_ones();
      if (ready > 0 && room && wait[1].revents != 0) accept_one();
    }
  }

 private:
  bool told_to_end() {
    signalfd_siginfo signal{};
    bool end = false;
    while (::read(signals_.get(), &signal, sizeof signal) == sizeof signal)
      end |= signal.ssi_signo != SIGCHLD;
    return end;
  }

  void accept_one() {
    Descriptor connection(::accept4(listener_.get(), nullptr, nullptr, SOCK_CLOEXEC));
    if (!connection) return;
    const pid_t pid = ::fork();
    if (pid == 0) {
      sigset_t none;
      sigemptyset(&none);
      ::sigprocmask(SIG_SETMASK, &none, nullptr);
      read_and_exit(connection.get());
    }
    if (pid < 0) {
      log::error("decode.fork_failed", {{"errno", errno}});
      return;
    }
    children_.push_back({pid, Clock::system().monotonic() + wall_, false, std::move(connection)});
  }

  void reap() {
    int status = 0;
    pid_t pid = 0;
    while ((pid = ::waitpid(-1, &status, WNOHANG)) > 0) {
      const auto at =
          std::find_if(children_.begin(), children_.end(), [&](const Child& c) { return c.pid == pid; });
      if (at == children_.end()) continue;
      if (!WIFEXITED(status) || WEXITSTATUS(status) != kExitDone) tell_end(*at, status);
      children_.erase(at);
    }
  }

  static void tell_end(const Child& child, int status) {
    const int code = WIFEXITED(status) ? WEXITSTATUS(status) : 0;
    if (code == kExitNobody) return;
    const int signal = WIFSIGNALED(status) ? WTERMSIG(status) : 0;
    const bool limit = child.late || code == kExitLimit || signal == SIGXCPU;
    log::warning("decode.child_ended", {{"code", code}, {"signal", signal}, {"late", child.late ? 1 : 0}});
    const auto header = protocol::write_frame_header(
        {limit ? protocol::FrameKind::limit : protocol::FrameKind::crashed, 0, 0});
    std::array<char, protocol::kFrameHeader + protocol::kFrameEnd.size()> frame{};
    std::copy(header.begin(), header.end(), frame.begin());
    std::copy(protocol::kFrameEnd.begin(), protocol::kFrameEnd.end(), frame.begin() + protocol::kFrameHeader);
    // A client that does not read must not hold the zygote.
    static_cast<void>(
        ::send(child.connection.get(), frame.data(), frame.size(), MSG_DONTWAIT | MSG_NOSIGNAL));
  }

  void end_late_ones() {
    const Millis now = Clock::system().monotonic();
    for (Child& child : children_)
      if (!child.late && now > child.deadline) {
        child.late = true;
        ::kill(child.pid, SIGKILL);
      }
  }

  Descriptor listener_;
  Descriptor signals_;
  Millis wall_;
  std::vector<Child> children_;
};

}  // namespace

int run_role(const std::filesystem::path& socket, Millis wall) {
  ::prctl(PR_SET_PDEATHSIG, SIGTERM);
  sigset_t waited;
  sigemptyset(&waited);
  for (const int signal : {SIGCHLD, SIGTERM, SIGINT}) sigaddset(&waited, signal);
  ::sigprocmask(SIG_BLOCK, &waited, nullptr);
  Descriptor signals(::signalfd(-1, &waited, SFD_NONBLOCK | SFD_CLOEXEC));
  const bool prepared = prepare_readers();
  Descriptor listener = listen_at(socket);
  if (!prepared || !signals || !listener) {
    log::error("decode.start_failed", {{"errno", errno}});
    return 3;
  }
  const int code = Zygote(std::move(listener), std::move(signals), wall).serve();
  ::unlink(socket.c_str());
  return code;
}

}  // namespace aproape::decode
