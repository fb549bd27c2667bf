#pragma once

#include <cstdint>
#include <initializer_list>
#include <memory>
#include <string>
#include <unordered_map>

#include "base/error.hpp"
#include "db/value.hpp"

struct pg_conn;
struct pg_result;

namespace aproape::db::postgres {

// An error of the server with its SQLSTATE ("40001"); empty where the connection broke.
class ServerError : public Error {
 public:
  ServerError(ErrorKind kind, std::string key, const std::string& detail, std::string state)
      : Error(kind, std::move(key), detail), state_(std::move(state)) {}
  // True where the same transaction may succeed when it is run again.
  [[nodiscard]] bool may_retry() const { return state_ == "40001" || state_ == "40P01"; }
  // True where this server takes no writes: it became a standby.
  [[nodiscard]] bool read_only() const { return state_ == "25006"; }

 private:
  std::string state_;
};

// One connection with its prepared statements. Used by one thread at a time.
class Connection {
 public:
  // Throws Error{unavailable, "db.unavailable"} where the server cannot be reached.
  explicit Connection(const std::string& url);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  Rows query(const char* text, std::initializer_list<Param> params);
  std::int64_t exec(const char* text, std::initializer_list<Param> params);
  // Several statements, no parameters; gives the last one's command tag ("COMMIT", "ROLLBACK").
  std::string script(const char* text);
  // False once the connection is lost.
  [[nodiscard]] bool alive() const;
  // For LISTEN.
  [[nodiscard]] pg_conn* handle() const { return handle_; }

 private:
  struct Clear {
    void operator()(pg_result* result) const;
  };
  using Result = std::unique_ptr<pg_result, Clear>;

  Result run(const char* text, std::initializer_list<Param> params);
  const std::string& prepare(const char* text, std::initializer_list<Param> params);
  Result checked(pg_result* raw, const char* text) const;

  pg_conn* handle_ = nullptr;
  std::unordered_map<const char*, std::string> names_;  // keyed by the literal's address
};

}  // namespace aproape::db::postgres
