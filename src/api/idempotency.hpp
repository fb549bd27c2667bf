#pragma once

#include "db/database.hpp"
#include "http/idempotency.hpp"
#include "http/request.hpp"
#include "http/router.hpp"

namespace aproape::api {

// http::IdempotencyStore on the table of migration 0001. A claim whose request never ended (the process was
// killed) is free again after a minute.
class Idempotency final : public http::IdempotencyStore {
 public:
  explicit Idempotency(db::Database& database) : database_(database) {}

  Begun begin(std::int64_t account, std::string_view key, std::string_view digest) override;
  void finish(std::int64_t account, std::string_view key, const http::Response& answer) override;
  void abandon(std::int64_t account, std::string_view key) override;
  // Runs `work` (Tx& -> Response) in one transaction that also keeps its answer, where the request carries a
  // key: a crash right after the commit must not let a repeat do it again. For every POST that creates
  // something.
  template <class Work>
  static http::Response write(db::Database& database, const http::Request& request, http::Context& context,
                              Work&& work) {
    http::Response response = database.write([&](db::Tx& tx) {
      http::Response answer = work(tx);
      keep(tx, request, context, answer);
      return answer;
    });
    context.answer_kept = true;
    return response;
  }
  // Removes answers older than 24 h; run by a timer.
  void forget_old();

 private:
  static void keep(db::Tx& tx, const http::Request& request, const http::Context& context,
                   const http::Response& answer);

  db::Database& database_;
};

}  // namespace aproape::api
