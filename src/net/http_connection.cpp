#include "net/http_connection.hpp"

#include <array>
#include <utility>

#include "base/metrics.hpp"
#include "net/chunked_body.hpp"
#include "net/reply_head.hpp"
#include "net/run_on.hpp"

namespace aproape::net {
namespace {

constexpr int kOver = -1;
constexpr std::size_t kPiece = 16 * 1024;
constexpr std::size_t kMebibyte = 1024 * 1024;
constexpr Millis kLingerTime = 2 * kSecond;
constexpr std::size_t kLingerBytes = 4 * kMebibyte;

}  // namespace

HttpConnection::HttpConnection(Loop& loop, tcp::socket socket, const HttpService& service)
    : loop_(loop),
      service_(service),
      transport_(std::move(socket)),
      deadline_(loop.context.get_executor(), [this] { transport_.interrupt(); }) {
  loop_.enter(*this);
  draining_ = loop_.draining();
}

void HttpConnection::drain() {
  draining_ = true;
  if (channel_) {
    channel_->close(1001, "");
  } else if (idle_) {
    transport_.interrupt();
  }
}

void HttpConnection::abort() {
  draining_ = true;
  transport_.close();
}

Task<void> HttpConnection::serve(Loop& loop, tcp::socket socket, Listener& listener,
                                 const HttpService& service) {
  HttpConnection connection(loop, std::move(socket), service);
  try {
    co_await connection.run(listener);
  } catch (...) {
    loop.leave(connection);
    throw;
  }
  loop.leave(connection);
}

Task<void> HttpConnection::run(Listener& listener) {
  const TlsContext tls = listener.tls();
  if (tls) {
    deadline_.start(service_.options->header_time);
    const bool ready = co_await transport_.start_tls(tls);
    if (!ready) co_return;
  }
  auto after = After::keep;
  while (after == After::keep) after = co_await one_request();
}

Task<HttpConnection::After> HttpConnection::one_request() {
  RequestHead head;
  int wrong = co_await read_head(head);
  if (wrong == kOver) co_return After::close;
  if (wrong != 0) co_return co_await refuse(wrong);
  std::string body;
  wrong = co_await read_body(head, body);
  if (wrong == kOver) co_return After::close;
  if (wrong != 0) co_return co_await refuse(wrong);
  deadline_.stop();
  co_return co_await answer(head, body);
}

Task<bool> HttpConnection::read_more() {
  if (deadline_.expired()) co_return false;
  std::array<char, kPiece> piece;
  const auto count = co_await transport_.read_some(piece.data(), piece.size());
  buffer_.append(piece.data(), count);
  co_return count > 0;
}

Task<int> HttpConnection::read_head(RequestHead& head) {
  const auto& options = *service_.options;
  idle_ = buffer_.empty();
  deadline_.start(idle_ ? options.idle_time : options.header_time);
  std::size_t seen = 0;
  while (true) {
    // RFC 9112 2.2: an empty line before a request is from an old client that ends its body with one.
    if (seen == 0 && buffer_.starts_with("\r\n")) buffer_.erase(0, 2);
    const auto length = head_length(std::string_view(buffer_).substr(0, options.header_limit));
    if (length == std::string_view::npos) co_return 400;
    if (length != 0) {
      idle_ = false;
      const int wrong = parse_head(std::string_view(buffer_).substr(0, length), head);
      buffer_.erase(0, length);
      co_return wrong;
    }
    if (buffer_.size() >= options.header_limit) co_return 431;
    if (idle_ && draining_) co_return kOver;
    seen = buffer_.size();
    if (!co_await read_more()) co_return deadline_.expired() && !idle_ ? 408 : kOver;
    if (std::exchange(idle_, false)) deadline_.start(options.header_time);
  }
}

Task<int> HttpConnection::read_body(const RequestHead& head, std::string& body) {
  if (!head.chunked && head.content_length.value_or(0) == 0) co_return 0;
  const auto limit = service_.handler->body_limit(head.method, head.target);
  if (!head.chunked && *head.content_length > limit) co_return 413;
  deadline_.start(service_.options->body_time);
  if (head.expects_continue && buffer_.empty() &&
      !co_await transport_.write("HTTP/1.1 100 Continue\r\n\r\n")) {
    co_return kOver;
  }
  if (head.chunked) co_return co_await read_chunked(limit, body);
  co_return co_await read_sized(*head.content_length, body);
}

Task<int> HttpConnection::read_sized(std::uint64_t size, std::string& body) {
  std::size_t next_mark = kMebibyte;
  while (true) {
    const auto part = std::min<std::size_t>(size - body.size(), buffer_.size());
    body.append(buffer_, 0, part);
    buffer_.erase(0, part);
    if (body.size() == size) co_return 0;
    if (body.size() >= next_mark) {
      next_mark += kMebibyte;
      deadline_.start(service_.options->body_time);
    }
    if (!co_await read_more()) co_return deadline_.expired() ? 408 : kOver;
  }
}

Task<int> HttpConnection::read_chunked(std::size_t limit, std::string& body) {
  ChunkedBody reader(limit);
  std::size_t next_mark = kMebibyte;
  while (true) {
    std::string_view rest = buffer_;
    const auto state = reader.feed(rest);
    buffer_.erase(0, buffer_.size() - rest.size());
    if (state == ChunkedBody::State::bad) co_return 400;
    if (state == ChunkedBody::State::too_large) co_return 413;
    if (state == ChunkedBody::State::done) {
      body = std::move(reader.body());
      co_return 0;
    }
    if (reader.body().size() >= next_mark) {
      next_mark += kMebibyte;
      deadline_.start(service_.options->body_time);
    }
    if (!co_await read_more()) co_return deadline_.expired() ? 408 : kOver;
  }
}

Task<HttpConnection::After> HttpConnection::answer(RequestHead& head, std::string& body) {
  auto origin = find_origin(transport_.peer(), transport_.tls(), head.headers, *service_.trusted);
  Exchange exchange{head.method,          std::move(head.target), std::move(head.headers),
                    std::move(body),      std::move(origin.peer), origin.tls,
                    service_.files_origin};
  if (head.websocket) co_return co_await upgrade(exchange);
  Reply reply;
  auto job = [&reply, &exchange, &handler = *service_.handler] {
    reply = handler.handle(std::move(exchange));
  };
  bool keep = true;
  if (!co_await run_on(*service_.workers, job)) {
    metrics::count("aproape_net_refused_total", {{"reason", "queue"}});
    reply = service_.handler->refusal(503);
    reply.headers.emplace_back("Retry-After", "1");
    keep = false;
  }
  keep = keep && head.keep_alive && !draining_;
  if (!co_await write(reply, head.method, keep)) co_return After::close;
  if (keep) co_return After::keep;
  co_await linger();
  co_return After::close;
}

Task<HttpConnection::After> HttpConnection::upgrade(Exchange& exchange) {
  // Nobody may send frames before our 101 (RFC 6455 4.1).
  if (!buffer_.empty()) co_return co_await refuse(400);
  Handler::Upgrade result;
  const WebSocketRequest request{exchange.target, exchange.headers};
  auto job = [&result, &exchange, &handler = *service_.handler] {
    result = handler.upgrade(std::move(exchange));
  };
  if (!co_await run_on(*service_.workers, job)) co_return co_await refuse(503);
  if (!result.session) {
    const bool written = co_await write(result.refusal, "GET", false);
    if (written) co_await linger();
    co_return After::close;
  }
  channel_ = std::make_shared<WebSocketChannel>(loop_.context.get_executor(), [this] { transport_.close(); });
  if (draining_) channel_->close(1001, "");
  co_await run_websocket(transport_, request, *channel_, *result.session, *service_.workers,
                         service_.options->ping_time);
  channel_->detach();
  co_return After::close;
}

Task<HttpConnection::After> HttpConnection::refuse(int status) {
  metrics::count("aproape_net_refused_total", {{"reason", std::to_string(status)}});
  auto reply = service_.handler->refusal(status);
  if (status == 503) reply.headers.emplace_back("Retry-After", "1");
  if (co_await write(reply, "GET", false)) co_await linger();
  co_return After::close;
}

Task<bool> HttpConnection::write(const Reply& reply, std::string_view method, bool keep_alive) {
  const auto head = write_reply_head(reply, keep_alive, Clock::system().now());
  const auto body = has_body(reply, method) ? std::string_view(reply.body) : std::string_view();
  deadline_.start(service_.options->body_time);
  // Head and the first piece go out together; every further MiB has the whole time again.
  const auto first = body.substr(0, kPiece);
  const auto start = head + std::string(first);
  if (!co_await transport_.write(start)) co_return false;
  for (std::size_t at = first.size(); at < body.size(); at += kMebibyte) {
    deadline_.start(service_.options->body_time);
    if (!co_await transport_.write(body.substr(at, kMebibyte))) co_return false;
  }
  co_return true;
}

// Closing at once while bytes still arrive would make the kernel send a reset, and the other side lose our
// reply (RFC 9112 9.6): say the end, then read on for a moment.
Task<void> HttpConnection::linger() {
  deadline_.start(kLingerTime);
  co_await transport_.finish();
  std::size_t dropped = 0;
  while (dropped < kLingerBytes && co_await read_more()) {
    dropped += buffer_.size();
    buffer_.clear();
  }
}

}  // namespace aproape::net
