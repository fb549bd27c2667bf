#include "db/postgres/notify_listener.hpp"

#include <libpq-fe.h>
#include <poll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <algorithm>
#include <iterator>
#include <sstream>
#include <utility>

#include "base/log.hpp"

namespace aproape::db::postgres {
namespace {

constexpr int kFirstPause = 250;  // milliseconds before a new try to connect; doubled up to kLongestPause
constexpr int kLongestPause = 2'000;
constexpr int kCheckEvery = 30'000;
constexpr std::size_t kLongestPayload = 4'000;  // the server takes less than 8,000 bytes

std::pair<std::string, Topics> read_notification(const std::string& text) {
  std::istringstream words(text);
  std::string node;
  words >> node;
  return {node, Topics(std::istream_iterator<std::string>(words), {})};
}

}  // namespace

std::string notification(const std::string& node, const Topics& woken) {
  std::string text = node;
  for (const std::string& topic : woken) {
    if (text.size() + topic.size() >= kLongestPayload) break;  // woken by its next look, as after a lost one
    text += ' ' + topic;
  }
  return text;
}

NotifyListener::NotifyListener(std::string url, std::string own, Heard heard)
    : url_(std::move(url)),
      own_(std::move(own)),
      heard_(std::move(heard)),
      stop_event_(::eventfd(0, EFD_CLOEXEC)),
      thread_([this] { loop(); }) {}

NotifyListener::~NotifyListener() {
  ::eventfd_write(stop_event_, 1);
  thread_.join();
  ::close(stop_event_);
}

bool NotifyListener::wait(int server_socket, int millis) const {
  pollfd watched[2] = {{stop_event_, POLLIN, 0},
                       {server_socket, POLLIN, 0}};  // poll() passes over a socket of -1
  ::poll(watched, 2, millis);
  return watched[0].revents == 0;
}

void NotifyListener::loop() {
  int pause = 0;
  while (wait(-1, pause)) {
    try {
      if (!listen_until_lost()) return;
      pause = kFirstPause;
    } catch (const Error& error) {
      log::warning("db.listen_failed", {{"error", error.what()}});
      pause = std::clamp(pause * 2, kFirstPause, kLongestPause);
    }
  }
}

bool NotifyListener::listen_until_lost() {
  Connection connection(url_);
  connection.script("listen aproape");
  heard_(nullptr);
  while (wait(PQsocket(connection.handle()), kCheckEvery)) {
    if (PQconsumeInput(connection.handle()) == 0 || !connection.alive()) return true;
    while (PGnotify* note = PQnotifies(connection.handle())) {
      const auto [node, woken] = read_notification(note->extra);
      PQfreemem(note);
      if (node != own_) heard_(&woken);
    }
  }
  return false;
}

}  // namespace aproape::db::postgres
