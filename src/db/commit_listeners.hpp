#pragma once

#include <functional>
#include <list>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "db/database.hpp"

namespace aproape::db {

// Topics that commits woke, each as often as it was woken.
using Topics = std::vector<std::string>;

// The listeners of Database::on_commit. Thread-safe. A listener may be running while its handle is destroyed;
// the destroying thread waits for it, so nothing that the listener refers to dies under it.
class CommitListeners {
 public:
  CommitListeners();
  [[nodiscard]] Database::Subscription add(std::string topic, std::function<void()> listener);
  void call(const Topics& woken) noexcept;
  // Where it is not known what was woken.
  void call_all() noexcept;

 private:
  struct State;
  std::shared_ptr<State> state_;
};

}  // namespace aproape::db
