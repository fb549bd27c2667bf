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
constexpr int kLook = 200;  // ms: how late an end is noticed
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

bool send_line(int fd, const protocol::VoiceCommand& command) {
  const std::string line = protocol::write_line(command) + "\n";
  std::size_t sent = 0;
  while (sent < line.size()) {
    const ssize_t now = ::send(fd, line.data() + sent, line.size() - sent, MSG_NOSIGNAL);
    if (now < 0 && errno == EINTR) continue;
    if (now <= 0) return false;
    sent += static_cast<std::size_t>(now);
  }
  return true;
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
      serve(fd);
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
    if (!configure(fd)) return;
    pollfd wait{fd, POLLIN, 0};
    if (::poll(&wait, 1, kLook) <= 0) continue;
    const ssize_t got = ::recv(fd, bytes.data(), bytes.size(), 0);
    if (got < 0 && errno == EINTR) continue;
    if (got <= 0 || in.size() > kLongestLine) return;
    in.append(bytes.data(), static_cast<std::size_t>(got));
    std::size_t begin = 0;
    for (auto end = in.find('\n'); end != std::string::npos; end = in.find('\n', begin)) {
      if (!take(fd, in.substr(begin, end - begin))) return;
      begin = end + 1;
    }
    in.erase(0, begin);
  }
}

bool Link::take(int fd, const std::string& line) {
  try {
    const json::Value read = json::parse(line);
    if (read["event"].is_null()) {  // a reply
      if (const std::string error = read.get_string("error"); !error.empty())
        log::error("voice.refused", {{"error", error}});
      return true;
    }
    const protocol::VoiceEvent event = protocol::read_voice_event(line);
    calls_.take(event, unit_of(event));
    protocol::VoiceCommand taken;
    taken.id = std::to_string(next_id());
    taken.verb = protocol::VoiceCommand::Verb::taken;
    taken.number = event.number;
    return send_line(fd, taken);
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

bool Link::configure(int fd) {
  try {
    auto fresh = watch_.fresh();
    behind_ = false;
    if (!fresh) return true;
    log::info("voice.configured", {{"version", std::to_string(fresh->version)}});
    protocol::VoiceCommand command;
    command.id = std::to_string(next_id());
    command.verb = protocol::VoiceCommand::Verb::configure;
    command.snapshot = std::move(*fresh);
    return send_line(fd, command);
  } catch (const Error& error) {
    // The database is away: voice goes on with what it has, and is configured by the next look.
    if (!behind_) log::error("voice.not_configured", {{"error", error.key()}});
    behind_ = true;
    return true;
  }
}

}  // namespace aproape::voice_channel
