#include "domain/messages/outbox_worker.hpp"

#include <chrono>

#include "base/error.hpp"
#include "base/log.hpp"

namespace aproape::messages {
namespace {

constexpr Millis kLease = 10 * kMinute;  // longer than the longest attempt at all recipients
constexpr auto kPause = std::chrono::milliseconds(1000);
constexpr auto kGather = std::chrono::milliseconds(50);  // commits come in crowds; one look serves many

}  // namespace

OutboxWorker::OutboxWorker(db::Database& database, Service& messages, Sender& sender, std::string holder)
    : database_(database), messages_(messages), sender_(sender), holder_(std::move(holder)) {}

OutboxWorker::~OutboxWorker() {
  stop();
}

void OutboxWorker::start(int threads) {
  subscription_ = database_.on_commit(std::string(kOutboxTopic), [this] {
    const std::lock_guard lock(guard_);
    ++wakes_;
    changed_.notify_all();
  });
  for (int i = 0; i < threads; ++i) threads_.emplace_back([this, i] { run(i); });
}

void OutboxWorker::stop() {
  {
    const std::lock_guard lock(guard_);
    stopping_ = true;
    changed_.notify_all();
  }
  for (auto& thread : threads_) thread.join();
  threads_.clear();
  subscription_.reset();
}

bool OutboxWorker::step(const std::string& holder) {
  const std::string channel = sender_.channel();
  const bool ready = sender_.ready();
  const auto message = database_.write([&](db::Tx& tx) {
    if (!ready || !released_) messages_.hold(tx, channel, !ready);
    return ready ? messages_.claim(tx, channel, holder, kLease) : std::nullopt;
  });
  released_ = ready;
  if (!message) return false;
  Delivery delivery;
  try {
    delivery = sender_.send(*message);
  } catch (const Error& error) {
    delivery = {Delivery::Outcome::try_later, error.key()};
  }
  record(message->id, holder, delivery);
  log::info("outbox.attempt",
            {{"channel", channel},
             {"message", message->id.value},
             {"outcome", delivery.outcome == Delivery::Outcome::sent ? "sent" : "not_sent"}});
  return true;
}

// The other side has it: only a crash, never a database that is away for a while, may make us send it again
// (D6).
void OutboxWorker::record(MessageId id, const std::string& holder, const Delivery& delivery) {
  while (true) {
    try {
      database_.write([&](db::Tx& tx) { messages_.record(tx, id, holder, delivery); });
      return;
    } catch (const Error& error) {
      std::unique_lock lock(guard_);
      if (error.kind() != ErrorKind::unavailable || stopping_) throw;
      log::warning("outbox.record_delayed", {{"message", id.value}, {"error", error.key()}});
      changed_.wait_for(lock, kPause, [&] { return stopping_; });
    }
  }
}

void OutboxWorker::run(int number) {
  const std::string holder = holder_ + "/" + std::to_string(number);
  while (true) {
    std::uint64_t seen = 0;
    {
      const std::lock_guard lock(guard_);
      if (stopping_) return;
      seen = wakes_;
    }
    try {
      if (step(holder)) continue;
    } catch (const std::exception& error) {
      log::warning("outbox.pause", {{"error", error.what()}});
    }
    std::unique_lock lock(guard_);
    changed_.wait_for(lock, kPause, [&] { return stopping_ || wakes_ != seen; });
    changed_.wait_for(lock, kGather, [&] { return stopping_; });
  }
}

}  // namespace aproape::messages
