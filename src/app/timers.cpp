#include "app/timers.hpp"

#include <condition_variable>
#include <mutex>
#include <thread>

#include "base/error.hpp"
#include "base/log.hpp"
#include "db/lease.hpp"

namespace aproape::app {

struct Timers::State {
  struct Piece {
    Millis period;
    On where;
    std::string name;
    std::function<void()> work;
    Millis due = 0;
  };

  State(db::Database& d, std::string n) : database(d), node(std::move(n)) {}

  void run() {
    std::unique_lock lock(guard);
    while (!stopping) {
      lock.unlock();
      run_due(leads());
      lock.lock();
      wake.wait_for(lock, std::chrono::seconds(1), [this] { return stopping; });
    }
  }

  bool leads() {
    try {
      return database.write([this](db::Tx& tx) {
        return db::take_lease(tx, "timers", node, database.clock().now(), 10 * kSecond);
      });
    } catch (const Error& error) {
      log::warning("timers.no_lease", {{"key", error.key()}});
      return false;
    }
  }

  void run_due(bool leader) {
    for (Piece& piece : pieces) {
      if (piece.where == On::one_node && !leader) continue;
      const Millis now = database.clock().monotonic();
      if (now < piece.due) continue;
      piece.due = now + piece.period;
      try {
        piece.work();
      } catch (const Error& error) {
        log::error("timers.failed", {{"work", piece.name}, {"key", error.key()}});
      }
    }
  }

  db::Database& database;
  std::string node;
  std::vector<Piece> pieces;
  std::mutex guard;
  std::condition_variable wake;
  bool stopping = false;
  std::thread thread;
};

Timers::Timers(db::Database& database, std::string node)
    : state_(std::make_unique<State>(database, std::move(node))) {}

Timers::~Timers() {
  stop();
}

void Timers::every(Millis period, On where, std::string name, std::function<void()> work) {
  state_->pieces.push_back({period, where, std::move(name), std::move(work)});
}

void Timers::start() {
  state_->thread = std::thread([this] { state_->run(); });
}

void Timers::stop() {
  {
    const std::lock_guard lock(state_->guard);
    state_->stopping = true;
  }
  state_->wake.notify_all();
  if (state_->thread.joinable()) state_->thread.join();
}

}  // namespace aproape::app
