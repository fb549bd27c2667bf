#pragma once

#include "db/database.hpp"
#include "http/idempotency.hpp"

namespace aproape::api {

// http::IdempotencyStore on the table of migration 0001. A claim whose request never ended (the process was killed)
// is free again after a minute.
class Idempotency final : public http::IdempotencyStore {
 public:
  explicit Idempotency(db::Database& database) : database_(database) {}

  Begun begin(std::int64_t account, std::string_view key, std::string_view digest) override;
  void finish(std::int64_t account, std::string_view key, const http::Response& answer) override;
  void abandon(std::int64_t account, std::string_view key) override;
  // Removes answers older than 24 h; run by a timer.
  void forget_old();

 private:
  db::Database& database_;
};

}  // namespace aproape::api
