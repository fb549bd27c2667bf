#pragma once

#include <memory>
#include <string>

#include "net/address.hpp"
#include "net/http_head.hpp"
#include "net/listener.hpp"
#include "net/loop.hpp"
#include "net/server.hpp"
#include "net/transport.hpp"
#include "net/websocket_connection.hpp"
#include "net/worker_pool.hpp"

namespace aproape::net {

// What all HTTP connections of a listener share.
struct HttpService {
  std::shared_ptr<Handler> handler;
  bool files_origin = false;
  WorkerPool* workers = nullptr;
  const ServerOptions* options = nullptr;
  const Networks* trusted = nullptr;
};

// One HTTP/1.1 connection: requests one after the other (pipelined ones wait their turn), until the other
// side closes, a limit is passed, something is malformed, or it becomes a WebSocket.
class HttpConnection final : public Connection {
 public:
  static Task<void> serve(Loop& loop, tcp::socket socket, Listener& listener, const HttpService& service);

  void drain() override;
  void abort() override;

 private:
  enum class After { keep, close };

  HttpConnection(Loop& loop, tcp::socket socket, const HttpService& service);
  Task<void> run(Listener& listener);
  Task<After> one_request();
  // Reading; 0 where the part is complete, -1 where the connection is over, or the status to refuse with.
  Task<int> read_head(RequestHead& head);
  Task<int> read_body(const RequestHead& head, std::string& body);
  Task<int> read_sized(std::uint64_t size, std::string& body);
  Task<int> read_chunked(std::size_t limit, std::string& body);
  Task<bool> read_more();
  Task<After> answer(RequestHead& head, std::string& body);
  Task<After> upgrade(Exchange& exchange);
  Task<After> refuse(int status);
  Task<bool> write(const Reply& reply, std::string_view method, bool keep_alive);
  Task<void> linger();

  Loop& loop_;
  const HttpService& service_;
  Transport transport_;
  Deadline deadline_;
  std::string buffer_;  // received, not yet used
  bool idle_ = false;   // waits for the first byte of a request
  bool draining_ = false;
  std::shared_ptr<WebSocketChannel> channel_;  // where it became a WebSocket
};

}  // namespace aproape::net
