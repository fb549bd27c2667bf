#pragma once

#include "db/sql_tx.hpp"
#include "db/sqlite/connection.hpp"

namespace aproape::db::sqlite {

// A transaction on a connection whose BEGIN and COMMIT others do.
class SqliteTx final : public SqlTx {
 public:
  SqliteTx(Connection& connection, const Clock& clock) : SqlTx(clock), connection_(connection) {}
  [[nodiscard]] Backend backend() const override { return Backend::sqlite; }

 private:
  Rows run_query(const char* text, std::initializer_list<Param> params) override {
    return connection_.query(text, params);
  }
  std::int64_t run_exec(const char* text, std::initializer_list<Param> params) override {
    return connection_.exec(text, params);
  }
  void run_script(const std::string& text) override { connection_.script(text.c_str()); }

  Connection& connection_;
};

}  // namespace aproape::db::sqlite
