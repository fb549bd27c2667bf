#include "net/stream_connection.hpp"

#include <chrono>
#include <utility>

#include "net/run_on.hpp"

namespace aproape::net {
namespace {

constexpr std::size_t kPiece = 64 * 1024;
constexpr Millis kWriteTime = 60 * kSecond;
constexpr auto kBusyPause = std::chrono::milliseconds(20);

}  // namespace

StreamConnection::StreamConnection(Loop& loop, tcp::socket socket, const StreamService& service)
    : loop_(loop),
      service_(service),
      transport_(std::move(socket)),
      idle_(loop.context.get_executor(), [this] { transport_.interrupt(); }),
      total_(loop.context.get_executor(), [this] { transport_.interrupt(); }) {
  loop_.enter(*this);
  draining_ = loop_.draining();
}

void StreamConnection::drain() {
  draining_ = true;
  if (reading_) transport_.interrupt();
}

void StreamConnection::abort() {
  transport_.close();
}

Task<void> StreamConnection::serve(Loop& loop, tcp::socket socket, Listener& listener,
                                   const StreamService& service) {
  StreamConnection connection(loop, std::move(socket), service);
  try {
    co_await connection.run(listener);
  } catch (...) {
    loop.leave(connection);
    throw;
  }
  loop.leave(connection);
}

Task<void> StreamConnection::run(Listener& listener) {
  session_ = service_.factory(StreamPeer{transport_.peer(), false, listener.tls() != nullptr});
  const Ask open = [](StreamSession& session) { return session.opened(); };
  total_.start(service_.options->stream_total);
  auto step = co_await ask(open);
  while (true) {
    const bool goes_on = co_await apply(step, listener);
    if (!goes_on) break;
    step = co_await next_step();
  }
  idle_.stop();
  total_.stop();
  auto closed = [this] { session_->closed(); };
  co_await run_on(*service_.workers, closed, true);
}

Task<StreamStep> StreamConnection::ask(const Ask& what) {
  StreamStep step;
  bool answered = false;
  auto job = [this, &what, &step, &answered] {
    step = what(*session_);
    answered = true;
  };
  while (true) {
    const bool taken = co_await run_on(*service_.workers, job);
    if (taken) break;
    asio::steady_timer pause(loop_.context, kBusyPause);
    const auto [cancelled] = co_await pause.async_wait(kAwait);
    if (cancelled) break;
  }
  if (!answered)
    step.close = true;  // the session threw (its state can no longer be trusted) or the pool has stopped
  co_return step;
}

Task<bool> StreamConnection::apply(StreamStep& step, Listener& listener) {
  if (step.start_tls) transport_.discard_received();
  if (!step.send.empty()) {
    idle_.start(kWriteTime);
    if (!co_await transport_.write(step.send)) co_return false;
    total_.start(service_.options->stream_total);
    told_ = false;
  }
  if (step.start_tls) {
    const TlsContext context = listener.tls();
    if (!context || transport_.tls()) co_return false;
    idle_.start(service_.options->header_time);
    const bool ready = co_await transport_.start_tls(context);
    if (!ready) co_return false;
    const Ask started = [](StreamSession& session) { return session.tls_started(); };
    auto next = co_await ask(started);
    co_return co_await apply(next, listener);
  }
  if (step.close) {
    idle_.start(2 * kSecond);
    co_await transport_.finish();
    co_return false;
  }
  co_return true;
}

Task<StreamStep> StreamConnection::next_step() {
  Ask what;
  std::string piece(kPiece, '\0');
  std::size_t count = 0;
  const bool tell = draining_ && !told_;
  if (!tell && !total_.expired()) {
    idle_.start(service_.options->stream_idle);
    reading_ = true;
    count = co_await transport_.read_some(piece.data(), piece.size());
    reading_ = false;
    idle_.stop();
  }
  if (count > 0) {
    const std::string_view bytes(piece.data(), count);
    what = [bytes](StreamSession& session) { return session.received(bytes); };
  } else if (draining_ && !told_) {
    told_ = true;
    what = [](StreamSession& session) { return session.shutting_down(); };
  } else if (idle_.expired() || total_.expired()) {
    what = [](StreamSession& session) {
      auto step = session.timed_out();
      step.close = true;
      return step;
    };
  } else {
    StreamStep end;
    end.close = true;
    co_return end;
  }
  co_return co_await ask(what);
}

}  // namespace aproape::net
