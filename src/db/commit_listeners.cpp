#include "db/commit_listeners.hpp"

#include <exception>

#include "base/log.hpp"

namespace aproape::db {

struct CommitListeners::State {
  std::mutex guard;
  std::list<std::function<void()>> all;
};

CommitListeners::CommitListeners() : state_(std::make_shared<State>()) {}

Database::Subscription CommitListeners::add(std::function<void()> listener) {
  const std::lock_guard lock(state_->guard);
  const auto place = state_->all.insert(state_->all.end(), std::move(listener));
  return Database::Subscription(nullptr, [state = state_, place](void*) {
    const std::lock_guard remove_lock(state->guard);
    state->all.erase(place);
  });
}

void CommitListeners::call_all() noexcept {
  const std::lock_guard lock(state_->guard);
  for (const auto& listener : state_->all) {
    try {
      listener();
    } catch (const std::exception&) {
      log::error("db.commit_listener_threw");
    }
  }
}

}  // namespace aproape::db
