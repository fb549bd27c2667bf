#include "net/server.hpp"

#include <boost/asio/post.hpp>
#include <deque>
#include <utility>

#include "net/address.hpp"
#include "net/http_connection.hpp"
#include "net/listener.hpp"
#include "net/loop.hpp"
#include "net/stream_connection.hpp"
#include "net/worker_pool.hpp"

namespace aproape::net {
namespace {

constexpr std::size_t kStreamQueue = 4096;
constexpr Millis kAbortTime = 2 * kSecond;  // for connections to notice that their socket is closed

}  // namespace

// Order matters at the end: the loops stop first, then the workers, and the queues of the loops, with the
// coroutines in them, go before what the coroutines refer to.
struct Server::State {
  explicit State(ServerOptions options_) : options(std::move(options_)), trusted(options.trusted_proxies) {
    for (int i = 0; i < options.io_threads; ++i) loops.push_back(std::make_unique<Loop>(open));
  }

  ~State() {
    for (auto& loop : loops) loop->stop();
    workers.stop();
    stream_workers.stop();
    listeners.clear();
    loops.clear();
  }

  ServerOptions options;
  Networks trusted;
  OpenCount open;
  WorkerPool workers{options.workers, static_cast<std::size_t>(options.queue)};
  WorkerPool stream_workers{options.stream_workers, kStreamQueue};
  std::deque<HttpService> http_services;  // stable addresses
  std::deque<StreamService> stream_services;
  std::vector<std::unique_ptr<Loop>> loops;
  std::vector<std::unique_ptr<Listener>> listeners;
};

Server::Server(ServerOptions options) : state_(std::make_unique<State>(std::move(options))) {}

Server::~Server() = default;

std::string Server::listen_http(const std::string& address, std::shared_ptr<Handler> handler,
                                bool files_origin, const TlsFiles* tls) {
  auto& state = *state_;
  const auto& service = state.http_services.emplace_back(
      HttpService{std::move(handler), files_origin, &state.workers, &state.options, &state.trusted});
  auto serve = [&service](Loop& loop, tcp::socket socket, Listener& listener) {
    return HttpConnection::serve(loop, std::move(socket), listener, service);
  };
  return state.listeners
      .emplace_back(std::make_unique<Listener>(address, state.loops, state.options.connections, tls, serve))
      ->address();
}

std::string Server::listen_stream(const std::string& address, StreamSessionFactory factory,
                                  const TlsFiles* tls) {
  auto& state = *state_;
  const auto& service = state.stream_services.emplace_back(
      StreamService{std::move(factory), &state.stream_workers, &state.options});
  auto serve = [&service](Loop& loop, tcp::socket socket, Listener& listener) {
    return StreamConnection::serve(loop, std::move(socket), listener, service);
  };
  return state.listeners
      .emplace_back(std::make_unique<Listener>(address, state.loops, state.options.connections, tls, serve))
      ->address();
}

void Server::reload_tls() {
  for (auto& listener : state_->listeners) listener->reload_tls();
}

void Server::start() {
  for (auto& listener : state_->listeners) listener->start();
  for (auto& loop : state_->loops) loop->start();
}

void Server::drain(Millis limit) {
  for (auto& listener : state_->listeners) listener->stop_accepting();
  for (auto& loop : state_->loops) asio::post(loop->context, [&loop] { loop->drain_all(); });
  if (state_->open.wait_for_none(limit)) return;
  for (auto& loop : state_->loops) asio::post(loop->context, [&loop] { loop->abort_all(); });
  static_cast<void>(state_->open.wait_for_none(kAbortTime));
}

}  // namespace aproape::net
