#pragma once

#include <functional>
#include <memory>

#include "net/listener.hpp"
#include "net/loop.hpp"
#include "net/server.hpp"
#include "net/stream.hpp"
#include "net/transport.hpp"
#include "net/worker_pool.hpp"

namespace aproape::net {

struct StreamService {
  StreamSessionFactory factory;
  WorkerPool* workers = nullptr;
  const ServerOptions* options = nullptr;
};

// One connection of a line protocol: reads a piece, lets the session work on it on a worker, writes its
// answer, and so on. A busy pool holds the connection back; nothing is refused half way through a message.
class StreamConnection final : public Connection {
 public:
  static Task<void> serve(Loop& loop, tcp::socket socket, Listener& listener, const StreamService& service);

  void drain() override;
  void abort() override;

 private:
  using Ask = std::function<StreamStep(StreamSession&)>;

  StreamConnection(Loop& loop, tcp::socket socket, const StreamService& service);
  Task<void> run(Listener& listener);
  // Lets the session do one thing on a worker.
  Task<StreamStep> ask(const Ask& what);
  // Carries out a step, and the one that follows a handshake; false where the connection is over.
  Task<bool> apply(StreamStep& step, Listener& listener);
  // The session's answer to what came next: bytes, silence or a drain. `close` without text at the end of
  // input.
  Task<StreamStep> next_step();

  Loop& loop_;
  const StreamService& service_;
  Transport transport_;
  std::unique_ptr<StreamSession> session_;
  Deadline idle_;
  Deadline total_;
  bool reading_ = false;
  bool draining_ = false;
  bool told_ = false;  // the session knows of the drain and wants to end its message first
};

}  // namespace aproape::net
