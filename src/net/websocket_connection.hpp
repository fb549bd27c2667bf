#pragma once

#include <memory>
#include <string>

#include "base/time.hpp"
#include "net/exchange.hpp"
#include "net/transport.hpp"
#include "net/websocket_channel.hpp"
#include "net/worker_pool.hpp"

namespace aproape::net {

// The request that asked for the upgrade.
struct WebSocketRequest {
  std::string target;
  Headers headers;
};

// Answers the handshake and runs the session until one side ends it (RFC 6455): text messages up to 64 kB,
// one at a time on a worker; ping after `ping_time` without a sign, end after twice that. Malformed frames
// end it with 1002, text that is not UTF-8 with 1007, a message that is too large with 1009, binary messages
// with 1003. The arguments must live until the task ends.
Task<void> run_websocket(Transport& transport, const WebSocketRequest& request, WebSocketChannel& channel,
                         WebSocketSession& session, WorkerPool& workers, Millis ping_time);

}  // namespace aproape::net
