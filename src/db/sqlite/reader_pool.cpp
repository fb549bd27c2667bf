#include "db/sqlite/reader_pool.hpp"

#include <algorithm>

namespace aproape::db::sqlite {

ReaderPool::ReaderPool(std::string path, int size) : path_(std::move(path)), unopened_(std::max(size, 1)) {
  free_.reserve(static_cast<std::size_t>(unopened_));  // give_back must not throw
}

ReaderPool::Loan ReaderPool::lend() {
  std::unique_lock lock(guard_);
  returned_.wait(lock, [this] { return !free_.empty() || unopened_ > 0; });
  if (!free_.empty()) {
    auto connection = std::move(free_.back());
    free_.pop_back();
    return Loan(*this, std::move(connection));
  }
  --unopened_;
  lock.unlock();
  try {
    return Loan(*this, std::make_unique<Connection>(path_, Connection::Mode::read));
  } catch (...) {
    lock.lock();
    ++unopened_;
    returned_.notify_one();
    throw;
  }
}

void ReaderPool::give_back(std::unique_ptr<Connection> connection) noexcept {
  const std::lock_guard lock(guard_);
  free_.push_back(std::move(connection));
  returned_.notify_one();
}

}  // namespace aproape::db::sqlite
