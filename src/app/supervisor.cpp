#include "app/supervisor.hpp"

#include <fcntl.h>
#include <poll.h>
#include <sys/signalfd.h>
#include <unistd.h>
#include <array>
#include <csignal>
#include <filesystem>
#include <optional>

#include "app/process.hpp"
#include "app/ready_file.hpp"
#include "app/role_socket.hpp"
#include "base/log.hpp"
#include "base/time.hpp"

namespace aproape::app {
namespace {

constexpr Millis kDrain = 15 * kSecond;  // app drains for 10 s; then it is killed
constexpr Millis kLongestPause = 5 * kSecond;

// A pipe on which a role tells its addresses once it is ready.
struct Report {
  int read = -1;
  int write = -1;
  std::string line;

  void open() {
    close();
    int ends[2];
    if (pipe2(ends, O_CLOEXEC | O_NONBLOCK) == 0) {
      read = ends[0];
      write = ends[1];
    }
    line.clear();
  }
  void close_write() {
    if (write >= 0) ::close(write);
    write = -1;
  }
  void close() {
    close_write();
    if (read >= 0) ::close(read);
    read = -1;
  }
  // The whole line once it has come.
  std::optional<std::string> take() {
    char buffer[4096];
    const ssize_t got = ::read(read, buffer, sizeof buffer);
    if (got > 0) line.append(buffer, static_cast<std::size_t>(got));
    if (got == 0) {
      ::close(read);
      read = -1;
    }
    const auto end = line.find('\n');
    if (end == std::string::npos) return std::nullopt;
    return line.substr(0, end);
  }
};

// A role that should be running, and since when.
struct Role {
  std::string name;
  bool reports = false;  // it listens, and tells where
  std::optional<Process> process;
  Millis started = 0;
  Millis restart_at = 0;  // monotonic; 0 = running or not wanted
  Millis pause = 0;
  Report report;
  bool was_ready = false;
};

class Supervisor {
 public:
  explicit Supervisor(const SupervisorOptions& options)
      : options_(options),
        ready_file_(options.ready_file),
        decode_socket_(options.data_dir, "decode"),
        voice_socket_(options.data_dir, "voice") {
    decode_.name = "decode";
    app_.name = "app";
    app_.reports = true;
    voice_.name = "voice";
    voice_.reports = true;
  }

  int run() {
    ready_file_.remove();
    block_signals();
    start(decode_);
    start(app_);
    if (options_.voice) start(voice_);
    while (true) {
      wait();
      handle_signals();
      if (const auto code = collect()) return *code;
      for (Role* role : all()) read_report(*role);
      restart_due();
      if (draining_) end_late_ones();
    }
  }

 private:
  std::array<Role*, 3> all() { return {&decode_, &app_, &voice_}; }
  // Roles that are drained before the end.
  [[nodiscard]] bool any_drains() const { return app_.process || voice_.process; }

  void block_signals() {
    sigset_t set;
    sigemptyset(&set);
    for (const int number : {SIGTERM, SIGINT, SIGCHLD, SIGHUP}) sigaddset(&set, number);
    sigprocmask(SIG_BLOCK, &set, nullptr);
    signals_ = signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
  }

  void end_late_ones() const {
    const Millis late = Clock::system().monotonic() - drain_until_;
    if (late >= 0 && app_.process) app_.process->signal(SIGKILL);
    if (late >= options_.voice_drain && voice_.process) voice_.process->signal(SIGKILL);
  }

  void start(Role& role) {
    std::vector<std::string> arguments{"role",
                                       role.name,
                                       "--decode-socket",
                                       decode_socket_.path().string(),
                                       "--voice-socket",
                                       voice_socket_.path().string()};
    arguments.insert(arguments.end(), options_.role_arguments.begin(), options_.role_arguments.end());
    int report = -1;
    if (role.reports) {
      role.report.open();
      report = role.report.write;
      arguments.insert(arguments.end(), {"--report-fd", std::to_string(report)});
      // A restarted role takes the ports that its forerunner had, so that nobody needs the new ready file.
      for (const auto& [key, value] : {std::pair{"http.listen", addresses_.http},
                                       {"files.listen", addresses_.files},
                                       {"smtp.listen", addresses_.smtp},
                                       {"lmtp.listen", addresses_.lmtp},
                                       {"sip.listen", addresses_.sip}}) {
        if (!value.empty()) arguments.insert(arguments.end(), {"--set", std::string(key) + "=" + value});
      }
    }
    role.process = Process::start(arguments, report);
    role.started = Clock::system().monotonic();
    role.restart_at = 0;
    role.report.close_write();
    log::info("role.started", {{"role", role.name}, {"pid", role.process->pid()}});
  }

  void wait() const {
    // poll() steps over a pipe that is closed (-1).
    pollfd watched[3] = {
        {signals_, POLLIN, 0}, {app_.report.read, POLLIN, 0}, {voice_.report.read, POLLIN, 0}};
    poll(watched, 3, 200);
  }

  void handle_signals() {
    signalfd_siginfo info{};
    while (read(signals_, &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
      if (info.ssi_signo == SIGHUP && app_.process) {
        app_.process->signal(SIGHUP);  // certificates are read again
      } else if ((info.ssi_signo == SIGTERM || info.ssi_signo == SIGINT) && !draining_) {
        draining_ = true;
        drain_until_ = Clock::system().monotonic() + kDrain;
        log::info("serve.draining");
        for (const Role* role : {&app_, &voice_})
          if (role->process) role->process->signal(SIGTERM);
      }
    }
  }

  // Notes ended children; the exit code where the supervisor itself is to end.
  std::optional<int> collect() {
    while (const auto ended = collect_child()) {
      for (Role* role : all()) {
        if (!role->process || role->process->pid() != ended->pid) continue;
        role->process.reset();
        log::write(draining_ ? log::Level::info : log::Level::error, "role.ended",
                   {{"role", role->name}, {"pid", ended->pid}, {"code", ended->code}});
        if (role->reports && !draining_ && !role->was_ready) return finish(ended->code);
        schedule(*role);
      }
    }
    if (draining_ && !any_drains()) return finish(0);
    return std::nullopt;
  }

  int finish(int code) {
    for (const Role* role : all())
      if (role->process) role->process->signal(SIGTERM);
    ready_file_.remove();
    return code;
  }

  void schedule(Role& role) {
    if (draining_) return;
    const Millis now = Clock::system().monotonic();
    const bool lived = now - role.started > kMinute;
    role.pause = lived || role.pause == 0 ? 100 : std::min(role.pause * 2, kLongestPause);
    role.restart_at = now + role.pause;
  }

  void read_report(Role& role) {
    if (role.report.read < 0) return;
    const auto line = role.report.take();
    if (!line) return;
    Addresses told = Addresses::from_line(*line);
    if (&role == &voice_) {  // each tells its own doors alone
      addresses_.sip = told.sip;
    } else {
      told.sip = addresses_.sip;
      addresses_ = std::move(told);
    }
    role.report.close();
    role.was_ready = true;
    if (!app_.was_ready || (options_.voice && !voice_.was_ready)) return;
    const auto pid = [](const Role& of) { return of.process ? of.process->pid() : 0; };
    ready_file_.write(addresses_, {getpid(), pid(app_), pid(decode_), pid(voice_)});
    log::info("serve.ready", {{"http", addresses_.http},
                              {"smtp", addresses_.smtp},
                              {"lmtp", addresses_.lmtp},
                              {"sip", addresses_.sip}});
  }

  void restart_due() {
    if (draining_) return;
    for (Role* role : all()) {
      if (!role->process && role->restart_at != 0 && Clock::system().monotonic() >= role->restart_at)
        start(*role);
    }
  }

  const SupervisorOptions& options_;
  ReadyFile ready_file_;
  RoleSocket decode_socket_;
  RoleSocket voice_socket_;
  Role app_;
  Role decode_;
  Role voice_;
  Addresses addresses_;
  int signals_ = -1;
  bool draining_ = false;
  Millis drain_until_ = 0;
};

}  // namespace

int supervise(const SupervisorOptions& options) {
  return Supervisor(options).run();
}

}  // namespace aproape::app
