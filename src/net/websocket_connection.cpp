#include "net/websocket_connection.hpp"

#include <boost/asio/co_spawn.hpp>
#include <boost/asio/detached.hpp>
#include <boost/beast/core/buffers_to_string.hpp>
#include <boost/beast/core/flat_buffer.hpp>
#include <boost/beast/http/empty_body.hpp>
#include <boost/beast/http/message.hpp>
#include <boost/beast/websocket.hpp>
#include <boost/beast/websocket/ssl.hpp>
#include <chrono>
#include <utility>

#include "net/run_on.hpp"

namespace aproape::net {
namespace {

namespace beast = boost::beast;
namespace websocket = beast::websocket;

constexpr std::size_t kMessageLimit = 64 * 1024;

beast::http::request<beast::http::empty_body> to_beast(const WebSocketRequest& request) {
  beast::http::request<beast::http::empty_body> out(beast::http::verb::get, request.target, 11);
  for (const auto& [name, value] : request.headers) out.insert(name, value);
  return out;
}

template <class Stream>
void set_options(Stream& stream, Millis ping_time) {
  websocket::stream_base::timeout limits{};
  limits.handshake_timeout = std::chrono::seconds(5);
  limits.idle_timeout = std::chrono::milliseconds(2 * ping_time);  // Beast pings at half of it
  limits.keep_alive_pings = true;
  stream.set_option(limits);
  // Beast would name itself and its version where the field is missing.
  stream.set_option(websocket::stream_base::decorator(
      [](websocket::response_type& response) { response.set(beast::http::field::server, "Aproape"); }));
  stream.read_message_max(kMessageLimit);
  stream.text(true);
}

template <class Stream>
Task<void> write_all(Stream& stream, WebSocketChannel& channel) {
  while (true) {
    const auto next = co_await channel.next();
    if (next.close) {
      const websocket::close_reason reason(static_cast<websocket::close_code>(next.close->code),
                                           next.close->reason);
      static_cast<void>(co_await stream.async_close(reason, kAwait));
      break;
    }
    if (!next.text) break;
    const auto [error, count] = co_await stream.async_write(asio::buffer(*next.text), kAwait);
    if (error) break;
  }
  channel.writer_ended();
}

template <class Stream>
Task<void> read_all(Stream& stream, WebSocketChannel& channel, WebSocketSession& session,
                    WorkerPool& workers) {
  beast::flat_buffer buffer;
  while (true) {
    const auto [error, count] = co_await stream.async_read(buffer, kAwait);
    if (error) co_return;
    const auto text = beast::buffers_to_string(buffer.data());
    buffer.consume(buffer.size());
    if (!stream.got_text()) {
      channel.close(websocket::close_code::unknown_data, "");
      continue;
    }
    auto job = [&session, &text] { session.received(text); };
    if (!co_await run_on(workers, job)) channel.close(websocket::close_code::try_again_later, "");
  }
}

template <class Stream>
Task<void> run(Stream& stream, const WebSocketRequest& request, WebSocketChannel& channel,
               WebSocketSession& session, WorkerPool& workers, Millis ping_time) {
  set_options(stream, ping_time);
  const auto beast_request = to_beast(request);
  const auto [refused] = co_await stream.async_accept(beast_request, kAwait);
  if (!refused) {
    const auto executor = co_await asio::this_coro::executor;
    asio::co_spawn(executor, write_all(stream, channel), asio::detached);
    auto open = [&session, &channel] { session.opened(channel.shared_from_this()); };
    const bool taken = co_await run_on(workers, open);
    if (taken) {
      co_await read_all(stream, channel, session, workers);
      channel.end();
    } else {
      channel.close(websocket::close_code::try_again_later, "");
    }
    co_await channel.wait_for_writer();
  }
  auto closed = [&session] { session.closed(); };
  co_await run_on(workers, closed, true);
}

}  // namespace

Task<void> run_websocket(Transport& transport, const WebSocketRequest& request, WebSocketChannel& channel,
                         WebSocketSession& session, WorkerPool& workers, Millis ping_time) {
  if (transport.tls()) {
    websocket::stream<Transport::Tls&> stream(transport.tls_stream());
    co_await run(stream, request, channel, session, workers, ping_time);
  } else {
    websocket::stream<tcp::socket&> stream(transport.socket());
    co_await run(stream, request, channel, session, workers, ping_time);
  }
}

}  // namespace aproape::net
