#include "channels/mail/imap_transport.hpp"

#include <netdb.h>
#include <netinet/in.h>
#include <netinet/tcp.h>
#include <openssl/err.h>
#include <openssl/ssl.h>
#include <poll.h>
#include <sys/socket.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

#include "base/error.hpp"

namespace aproape::mail {
namespace {

constexpr Millis kConnectTime = 20 * kSecond;
constexpr Millis kSendTime = 60 * kSecond;
constexpr Millis kSlice = 250;  // a stop is seen within this

[[noreturn]] void lost() {
  throw Error(ErrorKind::unavailable, "imap.lost");
}

}  // namespace

struct ImapTransport::State {
  std::string host;
  Stopped stopped;
  int socket = -1;
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context{nullptr, SSL_CTX_free};
  std::unique_ptr<SSL, decltype(&SSL_free)> tls{nullptr, SSL_free};

  ~State() {
    tls.reset();
    if (socket >= 0) ::close(socket);
  }

  // True once the socket is ready for `events`; false after `limit` or a stop.
  bool wait(short events, Millis limit) const {
    const Millis end = Clock::system().monotonic() + limit;
    while (!stopped()) {
      const Millis left = end - Clock::system().monotonic();
      if (left <= 0) return false;
      pollfd entry{socket, events, 0};
      const int ready = ::poll(&entry, 1, static_cast<int>(std::min(left, kSlice)));
      if (ready > 0) return true;
      if (ready < 0 && errno != EINTR) lost();
    }
    return false;
  }

  // An IDLE is silent for many minutes: the kernel asks whether the other side still lives.
  void keep_alive() const {
    const int on = 1;
    const int idle_seconds = 60;
    const int between_seconds = 20;
    ::setsockopt(socket, SOL_SOCKET, SO_KEEPALIVE, &on, sizeof on);
    ::setsockopt(socket, IPPROTO_TCP, TCP_KEEPIDLE, &idle_seconds, sizeof idle_seconds);
    ::setsockopt(socket, IPPROTO_TCP, TCP_KEEPINTVL, &between_seconds, sizeof between_seconds);
  }

  void connect(const addrinfo& address) {
    socket =
        ::socket(address.ai_family, address.ai_socktype | SOCK_CLOEXEC | SOCK_NONBLOCK, address.ai_protocol);
    if (socket < 0) return;
    if (::connect(socket, address.ai_addr, address.ai_addrlen) == 0) return;
    int fault = errno;
    if (fault == EINPROGRESS && wait(POLLOUT, kConnectTime)) {
      socklen_t size = sizeof fault;
      ::getsockopt(socket, SOL_SOCKET, SO_ERROR, &fault, &size);
      if (fault == 0) return;
    }
    ::close(socket);
    socket = -1;
  }

  // Runs one OpenSSL call until it is through; its positive result, or 0 after `limit` without progress.
  template <class Call>
  int drive(Call call, Millis limit) {
    while (true) {
      ERR_clear_error();
      const int result = call();
      if (result > 0) return result;
      const int reason = SSL_get_error(tls.get(), result);
      const short events = reason == SSL_ERROR_WANT_READ    ? POLLIN
                           : reason == SSL_ERROR_WANT_WRITE ? POLLOUT
                                                            : short{0};
      if (events == 0) lost();
      if (!wait(events, limit)) return 0;
    }
  }
};

ImapTransport::ImapTransport(const std::string& host, int port, bool tls, Stopped stopped)
    : state_(std::make_unique<State>()) {
  state_->host = host;
  state_->stopped = std::move(stopped);
  addrinfo wanted{};
  wanted.ai_socktype = SOCK_STREAM;
  addrinfo* found = nullptr;
  if (::getaddrinfo(host.c_str(), std::to_string(port).c_str(), &wanted, &found) != 0) {
    throw Error(ErrorKind::unavailable, "imap.connect");
  }
  for (const addrinfo* address = found; address != nullptr && state_->socket < 0;
       address = address->ai_next) {
    state_->connect(*address);
  }
  ::freeaddrinfo(found);
  if (state_->socket < 0) throw Error(ErrorKind::unavailable, "imap.connect");
  state_->keep_alive();
  if (tls) start_tls();
}

ImapTransport::~ImapTransport() = default;

void ImapTransport::start_tls() {
  state_->context.reset(SSL_CTX_new(TLS_client_method()));
  if (!state_->context || SSL_CTX_set_min_proto_version(state_->context.get(), TLS1_2_VERSION) != 1 ||
      SSL_CTX_set_default_verify_paths(state_->context.get()) != 1) {
    throw Error(ErrorKind::unavailable, "imap.tls");
  }
  SSL_CTX_set_verify(state_->context.get(), SSL_VERIFY_PEER, nullptr);
  state_->tls.reset(SSL_new(state_->context.get()));
  if (!state_->tls || SSL_set1_host(state_->tls.get(), state_->host.c_str()) != 1 ||
      SSL_ctrl(state_->tls.get(), SSL_CTRL_SET_TLSEXT_HOSTNAME, TLSEXT_NAMETYPE_host_name,
               state_->host.data()) != 1 ||
      SSL_set_fd(state_->tls.get(), state_->socket) != 1) {
    throw Error(ErrorKind::unavailable, "imap.tls");
  }
  try {
    if (state_->drive([&] { return SSL_connect(state_->tls.get()); }, kConnectTime) > 0) return;
  } catch (const Error&) {
    // Told below as what it is: no trust in the other side, not a lost connection.
  }
  throw Error(ErrorKind::unavailable, "imap.tls");
}

void ImapTransport::send(std::string_view bytes) {
  while (!bytes.empty()) {
    std::size_t sent = 0;
    if (state_->tls) {
      const int length = static_cast<int>(std::min<std::size_t>(bytes.size(), 1U << 20U));
      const int result =
          state_->drive([&] { return SSL_write(state_->tls.get(), bytes.data(), length); }, kSendTime);
      if (result <= 0) lost();
      sent = static_cast<std::size_t>(result);
    } else {
      const auto result = ::send(state_->socket, bytes.data(), bytes.size(), MSG_NOSIGNAL);
      if (result < 0 && errno != EAGAIN && errno != EINTR) lost();
      if (result < 0 && !state_->wait(POLLOUT, kSendTime)) lost();
      sent = result < 0 ? 0 : static_cast<std::size_t>(result);
    }
    bytes.remove_prefix(sent);
  }
}

std::string ImapTransport::receive(Millis limit) {
  std::string bytes(64U * 1024U, '\0');
  if (state_->tls) {
    const int result = state_->drive(
        [&] { return SSL_read(state_->tls.get(), bytes.data(), static_cast<int>(bytes.size())); }, limit);
    bytes.resize(static_cast<std::size_t>(result));
    return bytes;
  }
  if (!state_->wait(POLLIN, limit)) return {};
  const auto result = ::recv(state_->socket, bytes.data(), bytes.size(), 0);
  if (result == 0 || (result < 0 && errno != EAGAIN && errno != EINTR)) lost();
  bytes.resize(result < 0 ? 0 : static_cast<std::size_t>(result));
  return bytes;
}

}  // namespace aproape::mail
