#include "net/transport.hpp"

#include <array>
#include <boost/asio/buffer.hpp>
#include <boost/asio/write.hpp>
#include <chrono>
#include <utility>

namespace aproape::net {
namespace {

std::string address_of(const tcp::socket& socket) {
  boost::system::error_code error;
  const auto address = socket.remote_endpoint(error).address();
  if (error) return {};
  if (address.is_v6() && address.to_v6().is_v4_mapped()) {
    return asio::ip::make_address_v4(asio::ip::v4_mapped, address.to_v6()).to_string();
  }
  return address.to_string();
}

}  // namespace

Transport::Transport(tcp::socket socket) : socket_(std::move(socket)), peer_(address_of(socket_)) {
  boost::system::error_code ignored;
  socket_.set_option(tcp::no_delay(true), ignored);
}

Task<std::size_t> Transport::read_some(char* data, std::size_t size) {
  const auto buffer = asio::buffer(data, size);
  if (tls_) {
    const auto [error, count] = co_await tls_->async_read_some(buffer, kAwait);
    co_return error ? 0 : count;
  }
  const auto [error, count] = co_await socket_.async_read_some(buffer, kAwait);
  co_return error ? 0 : count;
}

Task<bool> Transport::write(std::string_view bytes) {
  const auto buffer = asio::buffer(bytes.data(), bytes.size());
  if (tls_) {
    const auto [error, count] = co_await asio::async_write(*tls_, buffer, kAwait);
    co_return !error;
  }
  const auto [error, count] = co_await asio::async_write(socket_, buffer, kAwait);
  co_return !error;
}

Task<bool> Transport::start_tls(const TlsContext& context) {
  context_ = context;
  tls_.emplace(socket_, *context_);
  const auto [error] = co_await tls_->async_handshake(asio::ssl::stream_base::server, kAwait);
  co_return !error;
}

Task<void> Transport::finish() {
  if (tls_) {
    // Sends close_notify and waits for the other side's; the caller's deadline ends that wait.
    static_cast<void>(co_await tls_->async_shutdown(kAwait));
    tls_.reset();
  }
  boost::system::error_code ignored;
  socket_.shutdown(tcp::socket::shutdown_send, ignored);
}

void Transport::discard_received() {
  boost::system::error_code error;
  std::array<char, 4096> waste;
  while (socket_.available(error) > 0 && !error) {
    if (socket_.read_some(asio::buffer(waste), error) == 0) break;
  }
}

void Transport::interrupt() {
  boost::system::error_code ignored;
  socket_.cancel(ignored);
}

void Transport::close() {
  boost::system::error_code ignored;
  socket_.close(ignored);
}

struct Deadline::State : std::enable_shared_from_this<State> {
  State(const asio::any_io_executor& executor, std::function<void()> action_)
      : timer(executor), action(std::move(action_)) {}

  asio::steady_timer timer;
  std::function<void()> action;
  bool expired = false;
  std::uint64_t round = 0;  // a wait of an earlier round that fires late means nothing
};

Deadline::Deadline(const asio::any_io_executor& executor, std::function<void()> action)
    : state_(std::make_shared<State>(executor, std::move(action))) {}

Deadline::~Deadline() {
  disarm();
}

void Deadline::disarm() {
  stop();
  state_->action = nullptr;
}

void Deadline::start(Millis limit) {
  state_->expired = false;
  const auto round = ++state_->round;
  state_->timer.expires_after(std::chrono::milliseconds(limit));
  state_->timer.async_wait([state = state_, round](boost::system::error_code error) {
    if (error || round != state->round) return;
    state->expired = true;
    if (state->action) state->action();
  });
}

void Deadline::stop() {
  ++state_->round;
  state_->timer.cancel();
}

bool Deadline::expired() const {
  return state_->expired;
}

}  // namespace aproape::net
