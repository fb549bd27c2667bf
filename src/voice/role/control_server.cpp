#include "voice/role/control_server.hpp"

#include <sys/socket.h>
#include <sys/stat.h>
#include <sys/un.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/metrics.hpp"
#include "protocol/voice_reply.hpp"

namespace aproape::voice {
namespace {

constexpr std::size_t kLongestLine = 8U << 20U;  // a snapshot of all lines
constexpr std::size_t kMostUnsent = 32U << 20U;  // who reads so slowly is cut off and may come again
constexpr std::size_t kAnswersKept = 1000;
constexpr Millis kRetry = 20;

int listen_at(const std::filesystem::path& path) {
  sockaddr_un address{};
  address.sun_family = AF_UNIX;
  const std::string text = path.string();
  if (text.size() >= sizeof address.sun_path) return -1;
  std::memcpy(address.sun_path, text.c_str(), text.size() + 1);
  const int fd = ::socket(AF_UNIX, SOCK_STREAM | SOCK_CLOEXEC | SOCK_NONBLOCK, 0);
  ::unlink(text.c_str());
  const mode_t before = ::umask(0077);
  const bool good = fd >= 0 && ::bind(fd, reinterpret_cast<const sockaddr*>(&address), sizeof address) == 0 &&
                    ::listen(fd, 16) == 0;
  ::umask(before);
  if (good) return fd;
  if (fd >= 0) ::close(fd);
  return -1;
}

}  // namespace

ControlServer::ControlServer(Loop& loop, CallCentre& centre, Journal& journal, std::filesystem::path socket)
    : loop_(loop), centre_(centre), journal_(journal), path_(std::move(socket)), listener_(listen_at(path_)) {
  if (listener_ < 0) throw Error(ErrorKind::unavailable, "voice.socket", path_.string());
  loop_.watch(listener_, [this] { accept(); });
}

ControlServer::~ControlServer() {
  while (!clients_.empty()) close(clients_.begin()->first);
  loop_.unwatch(listener_);
  ::close(listener_);
  ::unlink(path_.c_str());
}

void ControlServer::accept() {
  const int fd = ::accept4(listener_, nullptr, nullptr, SOCK_CLOEXEC | SOCK_NONBLOCK);
  if (fd < 0) return;
  clients_[fd];
  loop_.watch(fd, [this, fd] { read(fd); });
  std::string all;
  for (const auto& event : journal_.waiting()) all += protocol::write_line(event) + "\n";
  clients_[fd].out = std::move(all);
  flush(fd);
}

void ControlServer::close(int fd) {
  loop_.unwatch(fd);
  ::close(fd);
  clients_.erase(fd);
}

void ControlServer::read(int fd) {
  std::array<char, 65536> bytes;
  const ssize_t got = ::recv(fd, bytes.data(), bytes.size(), 0);
  if (got < 0 && (errno == EAGAIN || errno == EINTR)) return;
  if (got <= 0) return close(fd);
  std::string& in = clients_[fd].in;
  in.append(bytes.data(), static_cast<std::size_t>(got));
  std::size_t begin = 0;
  for (auto end = in.find('\n'); end != std::string::npos; end = in.find('\n', begin)) {
    send(fd, answer(in.substr(begin, end - begin)));
    if (!clients_.contains(fd)) return;
    begin = end + 1;
  }
  in.erase(0, begin);
  if (in.size() > kLongestLine) close(fd);
}

std::string ControlServer::answer(const std::string& line) {
  protocol::VoiceReply reply;
  try {
    const protocol::VoiceCommand command = protocol::read_voice_command(line);
    reply.id = command.id;
    if (const auto before = answers_.find(command.id); before != answers_.end()) return before->second;
    reply = centre_.command(command);
    reply.id = command.id;
    if (command.verb == protocol::VoiceCommand::Verb::sync) reply.calls = centre_.live();
    if (command.verb == protocol::VoiceCommand::Verb::metrics) reply.text = metrics::expose();
  } catch (const Error& error) {
    reply.error = error.key();
    log::warning("voice.command_refused", {{"error", error.key()}});
  }
  const std::string text = protocol::write_line(reply);
  if (reply.id.empty()) return text;
  answers_[reply.id] = text;
  answered_.push_back(reply.id);
  if (answered_.size() > kAnswersKept) {
    answers_.erase(answered_.front());
    answered_.pop_front();
  }
  return text;
}

void ControlServer::tell(const protocol::VoiceEvent& event) {
  const std::string line = protocol::write_line(event);
  std::vector<int> all;
  for (const auto& [fd, client] : clients_) all.push_back(fd);
  for (const int fd : all) send(fd, line);
}

void ControlServer::send(int fd, const std::string& line) {
  const auto at = clients_.find(fd);
  if (at == clients_.end()) return;
  at->second.out += line + "\n";
  flush(fd);
}

void ControlServer::flush(int fd) {
  const auto at = clients_.find(fd);
  if (at == clients_.end()) return;
  Client& client = at->second;
  while (!client.out.empty()) {
    const ssize_t sent = ::send(fd, client.out.data(), client.out.size(), MSG_NOSIGNAL | MSG_DONTWAIT);
    if (sent < 0 && errno != EAGAIN && errno != EINTR) return close(fd);
    if (sent <= 0) break;
    client.out.erase(0, static_cast<std::size_t>(sent));
  }
  if (client.out.size() > kMostUnsent) return close(fd);
  if (!client.out.empty()) client.retry = loop_.after(kRetry, [this, fd] { flush(fd); });
}

}  // namespace aproape::voice
