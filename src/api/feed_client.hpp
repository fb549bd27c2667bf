#pragma once

#include <memory>
#include <mutex>
#include <string>
#include <string_view>
#include <vector>

#include "api/feed_audience.hpp"
#include "http/router.hpp"
#include "net/exchange.hpp"

namespace aproape::api {

// One listener of the feed: numbers what it is sent. While it catches up on what it missed, live items wait.
// All functions are thread-safe.
class FeedClient {
 public:
  FeedClient(http::Principal principal, access::Scope scope);

  [[nodiscard]] const http::Principal& principal() const { return principal_; }
  [[nodiscard]] const access::Scope& scope() const { return scope_; }
  [[nodiscard]] const std::string& audience() const { return audience_; }

  void attach(std::shared_ptr<net::WebSocket> socket);
  void detach();
  // A message outside the numbered ones.
  void send(std::string text);
  void close(int code, std::string reason);

  // Whether the reader keeps up with a replay: waits for it a while. False where it does not, or is gone.
  [[nodiscard]] bool keeps_up();
  // An item missed, in order; only while catching up. The caller has checked that it may be heard.
  void replay(const FeedItem& item);
  // Everything up to `sequence` has been sent or is of no concern: from here on live.
  void caught_up(std::int64_t sequence);
  // A live item that may be heard.
  void live(const std::shared_ptr<const FeedItem>& item);

 private:
  void send_numbered(const FeedItem& item);  // with guard_ held

  const http::Principal principal_;
  const access::Scope scope_;
  const std::string audience_;
  std::mutex guard_;
  std::shared_ptr<net::WebSocket> socket_;
  bool live_ = false;
  std::int64_t sent_ = 0;      // number of the last message
  std::int64_t sequence_ = 0;  // of the last item
  std::vector<std::shared_ptr<const FeedItem>> waiting_;
};

}  // namespace aproape::api
