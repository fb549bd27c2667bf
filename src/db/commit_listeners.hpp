#pragma once

#include <functional>
#include <list>
#include <memory>
#include <mutex>

#include "db/database.hpp"

namespace aproape::db {

// The listeners of Database::on_commit. Thread-safe. A listener may be running while its handle is destroyed;
// the destroying thread waits for it, so nothing that the listener refers to dies under it.
class CommitListeners {
 public:
  CommitListeners();
  [[nodiscard]] Database::Subscription add(std::function<void()> listener);
  void call_all() noexcept;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace aproape::db
