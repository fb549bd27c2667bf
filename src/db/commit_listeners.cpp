#include "db/commit_listeners.hpp"

#include <exception>

#include "base/log.hpp"

namespace aproape::db {

struct CommitListeners::State {
  std::mutex guard;
  struct Listener {
    std::string topic;
    std::function<void()> call;
  };
  std::list<Listener> all;

  static void call(const Listener& listener) noexcept {
    try {
      listener.call();
    } catch (const std::exception&) {
      log::error("db.commit_listener_threw");
    }
  }
};

CommitListeners::CommitListeners() : state_(std::make_shared<State>()) {}

Database::Subscription CommitListeners::add(std::string topic, std::function<void()> listener) {
  const std::lock_guard lock(state_->guard);
  const auto place = state_->all.insert(state_->all.end(), {std::move(topic), std::move(listener)});
  return Database::Subscription(nullptr, [state = state_, place](void*) {
    const std::lock_guard remove_lock(state->guard);
    state->all.erase(place);
  });
}

void CommitListeners::call(const Topics& woken) noexcept {
  const std::lock_guard lock(state_->guard);
  for (const State::Listener& listener : state_->all)
    for (const std::string& topic : woken)
      if (topic == listener.topic) State::call(listener);
}

void CommitListeners::call_all() noexcept {
  const std::lock_guard lock(state_->guard);
  for (const State::Listener& listener : state_->all) State::call(listener);
}

}  // namespace aproape::db
