#include "net/listener.hpp"

#include <sys/socket.h>

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/asio/post.hpp>
#include <chrono>
#include <utility>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/metrics.hpp"
#include "net/address.hpp"
#include "net/tls_context.hpp"

namespace aproape::net {
namespace {

using ReusePort = asio::detail::socket_option::boolean<SOL_SOCKET, SO_REUSEPORT>;

tcp::acceptor bind_to(asio::io_context& context, const tcp::endpoint& endpoint, bool shared) {
  tcp::acceptor acceptor(context, endpoint.protocol());
  acceptor.set_option(tcp::acceptor::reuse_address(true));
  if (shared) acceptor.set_option(ReusePort(true));
  acceptor.bind(endpoint);
  acceptor.listen();
  return acceptor;
}

}  // namespace

Listener::Listener(const std::string& address, const std::vector<std::unique_ptr<Loop>>& loops, int most,
                   const TlsFiles* tls, Serve serve)
    : most_(most), serve_(std::move(serve)) {
  auto endpoint = parse_endpoint(address);
  if (!endpoint) throw Error(ErrorKind::conflict, "net.listen", address + ": not an address and port");
  if (tls != nullptr) {
    files_ = *tls;
    tls_ = make_tls_context(*tls);
  }
  try {
    tcp::endpoint where(asio::ip::make_address(endpoint->host), endpoint->port);
    // A port that another program shares in the same way would be shared with us without a word: bind it
    // alone first.
    if (endpoint->port != 0) bind_to(loops.front()->context, where, false).close();
    for (const auto& loop : loops) {
      doors_.push_back(std::make_unique<Door>(Door{loop.get(), bind_to(loop->context, where, true)}));
      where = doors_.front()->acceptor.local_endpoint();
    }
    endpoint->port = where.port();
  } catch (const boost::system::system_error& error) {
    throw Error(ErrorKind::conflict, "net.listen", address + ": " + error.code().message());
  }
  address_ = to_text(*endpoint);
}

void Listener::start() {
  for (auto& door : doors_) asio::co_spawn(door->loop->context, accept(*door), asio::detached);
}

void Listener::stop_accepting() {
  for (auto& door : doors_) {
    asio::post(door->loop->context, [&acceptor = door->acceptor] {
      boost::system::error_code ignored;
      acceptor.close(ignored);
    });
  }
}

void Listener::reload_tls() {
  if (!files_) return;
  auto fresh = make_tls_context(*files_);
  const std::lock_guard lock(guard_);
  tls_ = std::move(fresh);
}

TlsContext Listener::tls() const {
  const std::lock_guard lock(guard_);
  return tls_;
}

Task<void> Listener::accept(Door& door) {
  while (door.acceptor.is_open()) {
    auto [error, socket] = co_await door.acceptor.async_accept(kAwait);
    if (error == asio::error::operation_aborted || !door.acceptor.is_open()) co_return;
    if (error) {
      // Out of descriptors or memory: the kernel would report it again at once.
      asio::steady_timer pause(door.loop->context, std::chrono::milliseconds(100));
      const auto [cancelled] = co_await pause.async_wait(kAwait);
      if (cancelled) co_return;
      continue;
    }
    if (open_ >= most_) {
      metrics::count("aproape_net_refused_total", {{"reason", "connections"}});
      continue;  // the socket closes here
    }
    asio::co_spawn(door.loop->context, serve_counted(*door.loop, std::move(socket)), asio::detached);
  }
}

Task<void> Listener::serve_counted(Loop& loop, tcp::socket socket) {
  ++open_;
  try {
    co_await serve_(loop, std::move(socket), *this);
  } catch (const std::exception& error) {
    log::error("net.connection_failed", {{"error", error.what()}});
  }
  --open_;
}

}  // namespace aproape::net
