#include "api/idempotency.hpp"

namespace aproape::api {
namespace {

constexpr int kRunning = 0;  // status of a claim whose request has not ended
constexpr Millis kClaimTime = kMinute;
constexpr Millis kKeepTime = kDay;

void keep_answer(db::Tx& tx, std::int64_t account, std::string_view key, const http::Response& answer) {
  tx.exec("update idempotency set status = $3, body = $4 where account = $1 and key = $2",
          {account, key, answer.status, answer.body});
}

}  // namespace

http::IdempotencyStore::Begun Idempotency::begin(std::int64_t account, std::string_view key,
                                                 std::string_view digest) {
  const auto now = database_.clock().now();
  return database_.write([&](db::Tx& tx) {
    tx.exec(
        "delete from idempotency where account = $1 and key = $2 and (at < $3 or (status = 0 and at < $4))",
        {account, key, now - kKeepTime, now - kClaimTime});
    const auto row = tx.one("select digest, status, body from idempotency where account = $1 and key = $2",
                            {account, key});
    Begun begun;
    if (!row) {
      tx.exec(
          "insert into idempotency (key, account, digest, status, body, at) values ($1, $2, $3, $4, '', $5)",
          {key, account, digest, kRunning, now});
      return begun;
    }
    if (row->text(0) != digest) {
      begun.state = Begun::State::other_content;
    } else if (row->i64(1) == kRunning) {
      begun.state = Begun::State::running;
    } else {
      begun.state = Begun::State::answered;
      begun.answer = http::Response::text(row->text(2), "application/json");
      begun.answer.status = static_cast<int>(row->i64(1));
    }
    return begun;
  });
}

void Idempotency::finish(std::int64_t account, std::string_view key, const http::Response& answer) {
  database_.write([&](db::Tx& tx) { keep_answer(tx, account, key, answer); });
}

void Idempotency::keep(db::Tx& tx, const http::Request& request, const http::Context& context,
                       const http::Response& answer) {
  if (const auto key = request.header("Idempotency-Key"))
    keep_answer(tx, context.who().account, *key, answer);
}

void Idempotency::abandon(std::int64_t account, std::string_view key) {
  database_.write([&](db::Tx& tx) {
    tx.exec("delete from idempotency where account = $1 and key = $2 and status = 0", {account, key});
  });
}

void Idempotency::forget_old() {
  const auto before = database_.clock().now() - kKeepTime;
  database_.write([&](db::Tx& tx) { tx.exec("delete from idempotency where at < $1", {before}); });
}

}  // namespace aproape::api
