#include "api/feed_client.hpp"

#include <algorithm>
#include <utility>

namespace aproape::api {
namespace {

constexpr Millis kSlowReader = 10 * kSecond;

}  // namespace

FeedClient::FeedClient(http::Principal principal, access::Scope scope)
    : principal_(std::move(principal)), scope_(std::move(scope)), audience_(audience_key(scope_)) {}

void FeedClient::attach(std::shared_ptr<net::WebSocket> socket) {
  const std::lock_guard lock(guard_);
  socket_ = std::move(socket);
}

void FeedClient::detach() {
  const std::lock_guard lock(guard_);
  socket_.reset();
  waiting_.clear();
}

void FeedClient::send(std::string text) {
  const std::lock_guard lock(guard_);
  if (socket_) socket_->send(std::move(text));
}

void FeedClient::close(int code, std::string reason) {
  const std::lock_guard lock(guard_);
  if (socket_) socket_->close(code, std::move(reason));
}

bool FeedClient::keeps_up() {
  std::shared_ptr<net::WebSocket> socket;
  {
    const std::lock_guard lock(guard_);
    socket = socket_;
  }
  return socket && socket->wait_for_room(kSlowReader);
}

void FeedClient::send_numbered(const FeedItem& item) {
  if (item.sequence <= sequence_) return;  // seen in the replay already
  sequence_ = item.sequence;
  if (socket_) socket_->send("{\"type\":\"event\",\"n\":" + std::to_string(++sent_) + item.tail);
}

void FeedClient::replay(const FeedItem& item) {
  const std::lock_guard lock(guard_);
  send_numbered(item);
}

void FeedClient::caught_up(std::int64_t sequence) {
  const std::lock_guard lock(guard_);
  sequence_ = std::max(sequence_, sequence);
  for (const auto& item : waiting_) send_numbered(*item);
  waiting_.clear();
  live_ = true;
}

void FeedClient::live(const std::shared_ptr<const FeedItem>& item) {
  const std::lock_guard lock(guard_);
  if (live_) {
    send_numbered(*item);
  } else if (socket_) {
    waiting_.push_back(item);
  }
}

}  // namespace aproape::api
