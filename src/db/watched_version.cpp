#include "db/watched_version.hpp"

#include <utility>

namespace aproape::db {
namespace {

constexpr Millis kAskEvery = 500;

}  // namespace

WatchedVersion::WatchedVersion(db::Database& database, std::string name)
    : database_(database), name_(std::move(name)) {}

void WatchedVersion::touch(db::Tx& tx) {
  tx.exec(
      "insert into watched_version (name, version) values ($1, 1) "
      "on conflict (name) do update set version = watched_version.version + 1",
      {name_});
  tx.after_commit([this] { touched_ = true; });
}

bool WatchedVersion::stale() {
  if (touched_) return true;
  const Millis now = database_.clock().monotonic();
  {
    const std::lock_guard lock(guard_);
    if (now - asked_at_ < kAskEvery) return false;
    asked_at_ = now;
  }
  const std::int64_t present = database_.read([this](db::Tx& tx) { return version(tx); });
  const std::lock_guard lock(guard_);
  return present != seen_;
}

std::int64_t WatchedVersion::version(db::Tx& tx) const {
  const auto row = tx.one("select version from watched_version where name = $1", {name_});
  return row ? row->i64(0) : 0;
}

void WatchedVersion::reload(const std::function<void(db::Tx&)>& load) {
  touched_ = false;  // first, so that a change during the reading is not forgotten
  try {
    const std::int64_t read = database_.read([&](db::Tx& tx) {
      const std::int64_t present = version(tx);
      load(tx);
      return present;
    });
    const std::lock_guard lock(guard_);
    seen_ = read;
    asked_at_ = database_.clock().monotonic();
  } catch (...) {
    touched_ = true;
    throw;
  }
}

}  // namespace aproape::db
