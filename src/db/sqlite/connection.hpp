#pragma once

#include <cstdint>
#include <initializer_list>
#include <string>
#include <unordered_map>
#include <vector>

#include "db/value.hpp"

struct sqlite3;
struct sqlite3_stmt;

namespace aproape::db::sqlite {

// One connection with its prepared statements. Used by one thread at a time.
class Connection {
 public:
  // copy: a backup's file; made where absent, its journal mode is left alone.
  enum class Mode { read, write, copy };
  // Opens (and except for read makes) the file. Throws Error{unavailable, "db.unavailable"}.
  Connection(const std::string& path, Mode mode);
  ~Connection();
  Connection(const Connection&) = delete;
  Connection& operator=(const Connection&) = delete;

  Rows query(const char* text, std::initializer_list<Param> params);
  std::int64_t exec(const char* text, std::initializer_list<Param> params);
  // Several statements, no parameters.
  void script(const char* text);
  // BEGIN, COMMIT and their like; gives SQLite's (extended) result code instead of throwing.
  int control(const char* text) noexcept;
  // False where SQLite has rolled back the whole transaction by itself (full disk, I/O error).
  [[nodiscard]] bool in_transaction() const;
  // The (extended) code of the last call that failed.
  [[nodiscard]] int last_code() const;
  [[nodiscard]] sqlite3* handle() const { return handle_; }

 private:
  struct Statement {
    sqlite3_stmt* prepared = nullptr;
    std::vector<int> places;  // bind index of $1, $2, …
  };
  Statement& prepare(const char* text);
  Statement& bind(const char* text, std::initializer_list<Param> params);

  sqlite3* handle_ = nullptr;
  // Keyed by the literal's address: texts live as long as the program.
  std::unordered_map<const char*, Statement> statements_;
};

// The error that a result code of SQLite means for the caller; see errors.cpp.
[[noreturn]] void throw_error(int code, const char* detail);
// True for a failed flush: the bytes on disk are then unknown.
[[nodiscard]] bool is_flush_failure(int code);

}  // namespace aproape::db::sqlite
