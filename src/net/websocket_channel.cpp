#include "net/websocket_channel.hpp"

#include <boost/asio/post.hpp>
#include <chrono>
#include <utility>

#include "base/metrics.hpp"

namespace aproape::net {
namespace {

constexpr Millis kCloseTime = 5 * kSecond;  // for the closing handshake
constexpr Millis kStuckTime = 1 * kSecond;  // for a reader that no longer reads

}  // namespace

WebSocketChannel::WebSocketChannel(const asio::any_io_executor& executor, std::function<void()> cut)
    : executor_(executor), signal_(executor), limit_(executor, std::move(cut)) {
  signal_.expires_at(asio::steady_timer::time_point::max());
}

void WebSocketChannel::send(std::string text) {
  bool full = false;
  {
    const std::lock_guard lock(guard_);
    if (closing_) return;
    full = queue_.size() >= kMessages || bytes_ + text.size() > kBytes;
    if (!full) {
      bytes_ += text.size();
      queue_.push_back(std::move(text));
    }
  }
  if (full) {
    metrics::count("aproape_websocket_slow_total");
    begin_close(1013, "slow", kStuckTime);
  } else {
    wake();
  }
}

bool WebSocketChannel::wait_for_room(Millis most) {
  std::unique_lock lock(guard_);
  const bool room = drained_.wait_for(lock, std::chrono::milliseconds(most), [this] {
    return closing_ || (queue_.size() <= kMessages / 2 && bytes_ <= kBytes / 2);
  });
  return room && !closing_;
}

void WebSocketChannel::close(int code, std::string reason) {
  begin_close(code, std::move(reason), kCloseTime);
}

void WebSocketChannel::begin_close(int code, std::string reason, Millis limit) {
  {
    const std::lock_guard lock(guard_);
    if (closing_) return;
    closing_ = true;
    queue_.clear();
    close_ = Close{code, std::move(reason)};
  }
  drained_.notify_all();
  asio::post(executor_, [self = shared_from_this(), limit] {
    self->limit_.start(limit);
    self->signal_.cancel();
  });
}

void WebSocketChannel::wake() {
  asio::post(executor_, [self = shared_from_this()] { self->signal_.cancel(); });
}

Task<WebSocketChannel::Next> WebSocketChannel::next() {
  while (true) {
    {
      const std::lock_guard lock(guard_);
      if (ended_) co_return Next{};
      if (close_) co_return Next{std::nullopt, std::exchange(close_, std::nullopt)};
      if (!queue_.empty()) {
        Next next{std::move(queue_.front()), std::nullopt};
        queue_.pop_front();
        bytes_ -= next.text->size();
        drained_.notify_all();
        co_return next;
      }
    }
    static_cast<void>(co_await signal_.async_wait(kAwait));
  }
}

void WebSocketChannel::end() {
  {
    const std::lock_guard lock(guard_);
    closing_ = true;
    ended_ = true;
    queue_.clear();
  }
  drained_.notify_all();
  signal_.cancel();
}

void WebSocketChannel::writer_ended() {
  writer_ended_ = true;
  signal_.cancel();
}

Task<void> WebSocketChannel::wait_for_writer() {
  while (!writer_ended_) {
    static_cast<void>(co_await signal_.async_wait(kAwait));
  }
}

void WebSocketChannel::detach() {
  end();
  limit_.disarm();
}

}  // namespace aproape::net
