#pragma once

#include "base/error.hpp"

namespace aproape::db {

// Refuses a transaction inside a transaction of the same thread: with SQLite it would wait for itself, with
// PostgreSQL it could use up the pool.
class NestingGuard {
 public:
  NestingGuard() {
    if (inside_) throw Error(ErrorKind::internal, "internal", "a transaction was opened inside another");
    inside_ = true;
  }
  ~NestingGuard() { inside_ = false; }
  // Whether this thread is inside a transaction now.
  [[nodiscard]] static bool inside() { return inside_; }
  NestingGuard(const NestingGuard&) = delete;
  NestingGuard& operator=(const NestingGuard&) = delete;

 private:
  static thread_local bool inside_;
};

}  // namespace aproape::db
