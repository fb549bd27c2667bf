#include "channels/voice/link.hpp"

#include <poll.h>
#include <sys/socket.h>
#include <sys/un.h>
#include <unistd.h>

#include <array>
#include <cerrno>
#include <chrono>
#include <cstring>

#include "base/error.hpp"
#include "base/id.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "domain/network/directory.hpp"

namespace aproape::voice_channel {
namespace {

using namespace std::chrono_literals;

constexpr auto kRetry = 200ms;
constexpr auto kPatience = 5s;  // for an answer
constexpr int kLook = 200;      // ms: how late an end is noticed
constexpr std::size_t kLongestLine = 1U << 20U;

int connect_to(const std::string& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  if (path.size() >= sizeof address.sun_path) return -1;
  std::memcpy(address.sun_path, path.c_str(), path.size() + 1);
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC, 0);
  if (fd < 0) return -1;
  if (::connect(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0) return fd;
  ::close(fd);
  return -1;
}

}  // namespace

Link::Link(std::string socket, db::Database& database, network::Service& network, calls::Service& calls,
           telephony::Service& telephony)
    : socket_(std::move(socket)), network_(network), calls_(calls), watch_(database, network, telephony) {}

Link::~Link() {
  stop();
}

void Link::start() {
  if (!socket_.empty()) thread_ = std::thread([this] { run(); });
}

void Link::stop() {
  stop_ = true;
  if (thread_.joinable()) thread_.join();
}

void Link::run() {
  while (!stop_) {
    if (const int fd = connect_to(socket_); fd >= 0) {
      log::info("voice.connected");
      {
        const std::lock_guard lock(guard_);
        fd_ = fd;
      }
      serve(fd);
      disconnected();
      ::close(fd);
    }
    if (!stop_) std::this_thread::sleep_for(kRetry);
  }
}

void Link::serve(int fd) {
  std::string in;
  std::array<char, 65536> bytes;
  watch_.forget();  // voice may be another one than before
  while (!stop_) {
    if (!configure()) return;
    pollfd wait{fd, POLLIN, 0};
    if (::poll(&wait, 1, kLook) <= 0) continue;
    const ssize_t got = ::recv(fd, bytes.data(), bytes.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0 || in.size() > kLongestLine) return;
    in.append(bytes.data(), static_cast<std::size_t>(got));
    std::size_t begin = 0;
    for (auto end = in.find('\n'); end != std::string::npos; end = in.find('\n', begin)) {
      if (!take(in.substr(begin, end - begin))) return;
      begin = end + 1;
    }
    in.erase(0, begin);
  }
}

bool Link::take(const std::string& line) {
  try {
    if (json::parse(line)["event"].is_null()) {
      answered(line);
      return true;
    }
    const protocol::VoiceEvent event = protocol::read_voice_event(line);
    calls_.take(event, unit_of(event));
    protocol::VoiceCommand taken;
    taken.id = std::to_string(next_id());
    taken.verb = protocol::VoiceCommand::Verb::taken;
    taken.number = event.number;
    const std::lock_guard lock(guard_);
    return send(taken);
  } catch (const Error& error) {
    log::error("voice.event_not_stored", {{"error", error.key()}});
    return false;
  }
}

// Whose line was dialled; the centre's where app does not know the line.
UnitId Link::unit_of(const protocol::VoiceEvent& event) {
  const auto directory = network_.directory();
  if (const UnitId unit = watch_.unit_of_line(event.line); directory->unit(unit) != nullptr) return unit;
  const auto* central = directory->central();
  if (central == nullptr) throw Error(ErrorKind::unavailable, "network.empty");
  return central->id;
}

bool Link::configure() {
  try {
    auto fresh = watch_.fresh();
    behind_ = false;
    if (!fresh) return true;
    log::info("voice.configured", {{"version", std::to_string(fresh->version)}});
    protocol::VoiceCommand command;
    command.id = std::to_string(next_id());
    command.verb = protocol::VoiceCommand::Verb::configure;
    command.snapshot = std::move(*fresh);
    const std::lock_guard lock(guard_);
    return send(command);
  } catch (const Error& error) {
    // The database is away: voice goes on with what it has, and is configured by the next look.
    if (!behind_) log::error("voice.not_configured", {{"error", error.key()}});
    behind_ = true;
    return true;
  }
}

// With guard_ held, so that lines do not mix.
bool Link::send(const protocol::VoiceCommand& command) {
  const std::string line = protocol::write_line(command) + "\n";
  std::size_t sent = 0;
  while (fd_ >= 0 && sent < line.size()) {
    const ssize_t now = ::send(fd_, line.data() + sent, line.size() - sent, MSG_NOSIGNAL);
    if (now < 0 && errno == EINTR) continue;
    if (now <= 0) return false;
    sent += static_cast<std::size_t>(now);
  }
  return fd_ >= 0;
}

protocol::VoiceReply Link::ask(protocol::VoiceCommand command) {
  command.id = std::to_string(next_id());
  std::unique_lock lock(guard_);
  asked_[command.id];
  bool done = send(command);
  done = done && told_.wait_for(lock, kPatience, [&] { return fd_ < 0 || asked_[command.id].has_value(); });
  const auto reply = std::move(asked_[command.id]);
  asked_.erase(command.id);
  if (!done || !reply) throw Error(ErrorKind::unavailable, "voice.away");
  if (!reply->error.empty()) throw Error(ErrorKind::conflict, reply->error);
  return *reply;
}

void Link::answered(const std::string& line) {
  protocol::VoiceReply reply = protocol::read_voice_reply(line);
  const std::lock_guard lock(guard_);
  const auto at = asked_.find(reply.id);
  if (at == asked_.end()) {  // nobody waits for it any more, or nobody ever did
    if (!reply.error.empty()) log::error("voice.refused", {{"error", reply.error}});
    return;
  }
  at->second = std::move(reply);
  told_.notify_all();
}

// Whoever waits for an answer does not any more.
void Link::disconnected() {
  const std::lock_guard lock(guard_);
  fd_ = -1;
  told_.notify_all();
}

}  // namespace aproape::voice_channel
