#pragma once

#include <condition_variable>
#include <memory>
#include <mutex>
#include <string>
#include <vector>

#include "db/sqlite/connection.hpp"

namespace aproape::db::sqlite {

// Reading connections, opened as they are first needed; a caller waits where all are lent. Thread-safe.
class ReaderPool {
 public:
  ReaderPool(std::string path, int size);

  // Lends a connection until the handle is destroyed.
  class Loan {
   public:
    Loan(ReaderPool& pool, std::unique_ptr<Connection> connection)
        : pool_(pool), connection_(std::move(connection)) {}
    ~Loan() { pool_.give_back(std::move(connection_)); }
    Loan(const Loan&) = delete;
    Loan& operator=(const Loan&) = delete;
    [[nodiscard]] Connection& connection() { return *connection_; }

   private:
    ReaderPool& pool_;
    std::unique_ptr<Connection> connection_;
  };
  [[nodiscard]] Loan lend();

 private:
  void give_back(std::unique_ptr<Connection> connection) noexcept;

  std::string path_;
  std::mutex guard_;
  std::condition_variable returned_;
  std::vector<std::unique_ptr<Connection>> free_;
  int unopened_;
};

}  // namespace aproape::db::sqlite
