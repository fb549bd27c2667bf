#include "voice/role/role.hpp"

#include <sys/resource.h>
#include <sys/signalfd.h>
#include <unistd.h>

#include <algorithm>
#include <csignal>
#include <filesystem>
#include <optional>

#include "base/json.hpp"
#include "base/log.hpp"
#include "voice/calls/centre.hpp"
#include "voice/role/control_server.hpp"

namespace aproape::voice {
namespace {

constexpr int kDescriptors = 16'384;
constexpr Millis kSilence = 20 * kSecond;  // a peer that may speak and sends nothing for so long is gone

// As many open files as the system grants.
int raise_descriptors() {
  rlimit limit{};
  ::getrlimit(RLIMIT_NOFILE, &limit);
  limit.rlim_cur = std::min<rlim_t>(limit.rlim_max, kDescriptors);
  ::setrlimit(RLIMIT_NOFILE, &limit);
  return static_cast<int>(limit.rlim_cur);
}

int signals() {
  sigset_t set;
  sigemptyset(&set);
  for (const int number : {SIGTERM, SIGINT}) sigaddset(&set, number);
  ::sigprocmask(SIG_BLOCK, &set, nullptr);
  return ::signalfd(-1, &set, SFD_CLOEXEC | SFD_NONBLOCK);
}

EndpointSettings settings_of(const Config& config) {
  EndpointSettings out;
  out.listen = config.text("sip.listen");
  out.ports = config.text("rtp.ports");
  out.trusted_networks = config.list("sip.trusted_networks");
  out.per_source = static_cast<double>(config.number("sip.per_source"));
  out.most_calls = static_cast<std::size_t>(std::max<std::int64_t>(1, config.number("sip.most_calls")));
  return out;
}

WebSettings web_settings_of(const Config& config, const std::string& listens) {
  WebSettings out;
  out.bind = listens.substr(0, listens.rfind(':'));
  out.address = config.text("rtp.public_address");
  out.ports = config.text("rtp.ports");
  out.most_legs = 2 * static_cast<std::size_t>(std::max<std::int64_t>(1, config.number("sip.most_calls")));
  return out;
}

void report(int fd, const std::string& address) {
  if (fd < 0) return;
  const std::string line = json::write(json::Object{{"sip", address}}) + "\n";
  static_cast<void>(
      !::write(fd, line.data(), line.size()));  // a supervisor that is gone has killed us already
  ::close(fd);
}

// All parts of the role, in the order in which they need each other.
class Role {
 public:
  Role(const Config& config, const std::string& socket)
      : folder_(std::filesystem::path(config.text("data.dir")) / "voice"),
        drain_limit_(config.number("sip.drain_seconds") * kSecond),
        loop_(raise_descriptors()),
        signals_(signals()),
        journal_(made(folder_) / "events.jsonl", Clock::system(),
                 [this](auto work) { loop_.post(std::move(work)); }),
        media_(
            std::in_place, [this](std::vector<MediaEvent> events) { deliver(std::move(events)); }, kSilence),
        prompts_(folder_ / "prompts", [this](auto work) { loop_.post(std::move(work)); }),
        recorder_(std::in_place, folder_ / "recordings",
                  [this](const Recorded& recorded) { recorded_ready(recorded); }),
        snapshots_(folder_ / "snapshot.json"),
        services_{loop_, *media_, prompts_, *recorder_, journal_, nullptr, nullptr, 0},
        centre_(services_, snapshots_),
        endpoint_(loop_, *media_, settings_of(config),
                  {[this](const std::string& number) { return centre_.serves(number); },
                   [this](std::unique_ptr<CallLeg> leg, const IncomingCall& who) {
                     centre_.incoming(std::move(leg), who);
                   }}),
        web_(loop_, *media_, web_settings_of(config, endpoint_.address())),
        control_(loop_, centre_, journal_, socket) {
    services_.endpoint = &endpoint_;
    services_.web = &web_;
    centre_.apply_snapshot();
    journal_.on_event([this](const protocol::VoiceEvent& event) { control_.tell(event); });
    centre_.on_idle([this] {
      if (draining_) loop_.stop();
    });
    loop_.watch(signals_, [this] { drain(); });
  }

  ~Role() {
    loop_.unwatch(signals_);
    ::close(signals_);
    journal_.on_event({});
    centre_.on_idle({});
    centre_.end_all();
    web_.close();
    loop_.settle();
    media_.reset();  // its last taps and reports
    loop_.settle();
    recorder_.reset();  // the recordings are whole
    loop_.settle();
  }
  Role(const Role&) = delete;
  Role& operator=(const Role&) = delete;

  [[nodiscard]] std::string address() const { return endpoint_.address(); }
  void run() { loop_.run(); }

 private:
  static const std::filesystem::path& made(const std::filesystem::path& folder) {
    std::filesystem::create_directories(folder);
    return folder;
  }

  void drain() {
    signalfd_siginfo info{};
    while (::read(signals_, &info, sizeof info) == static_cast<ssize_t>(sizeof info)) {
    }
    if (draining_) return;
    draining_ = true;
    log::info("voice.draining", {{"calls", centre_.live().size()}});
    endpoint_.drain();
    centre_.drain();
    if (centre_.live().empty()) return loop_.stop();
    limit_ = loop_.after(drain_limit_, [this] { loop_.stop(); });
  }

  void deliver(std::vector<MediaEvent> events) {
    loop_.post([this, events = std::move(events)] {
      for (const MediaEvent& event : events) {
        endpoint_.deliver(event);
        web_.deliver(event);
      }
    });
  }

  void recorded_ready(const Recorded& recorded) {
    loop_.post([this, recorded] {
      protocol::VoiceEvent event;
      event.kind = protocol::VoiceEvent::Kind::recording_ready;
      event.call = recorded.name.substr(0, recorded.name.find('-'));
      event.file = "recordings/" + recorded.file.filename().string();
      event.length = recorded.length;
      journal_.add(std::move(event));
    });
  }

  std::filesystem::path folder_;
  Millis drain_limit_;
  Loop loop_;
  int signals_;
  Journal journal_;
  std::optional<MediaThread> media_;
  Prompts prompts_;
  std::optional<Recorder> recorder_;
  SnapshotStore snapshots_;
  Services services_;
  CallCentre centre_;
  SipEndpoint endpoint_;
  WebEndpoint web_;
  ControlServer control_;
  Timer limit_;
  bool draining_ = false;
};

}  // namespace

int run_role(const Config& config, const std::string& socket, int report_fd) {
  Role role(config, socket);
  report(report_fd, role.address());
  log::info("voice.ready", {{"sip", role.address()}});
  role.run();
  return 0;
}

}  // namespace aproape::voice
