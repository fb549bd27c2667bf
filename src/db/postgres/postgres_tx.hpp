#pragma once

#include "db/postgres/connection.hpp"
#include "db/sql_tx.hpp"

namespace aproape::db::postgres {

// A transaction on a connection whose BEGIN and COMMIT others do.
class PostgresTx final : public SqlTx {
 public:
  PostgresTx(Connection& connection, const Clock& clock) : SqlTx(clock), connection_(connection) {}
  [[nodiscard]] Backend backend() const override { return Backend::postgres; }

 private:
  Rows run_query(const char* text, std::initializer_list<Param> params) override {
    return connection_.query(text, params);
  }
  std::int64_t run_exec(const char* text, std::initializer_list<Param> params) override {
    return connection_.exec(text, params);
  }
  void run_script(const std::string& text) override {
    connection_.script("set local statement_timeout = 0");  // an index of a large table takes its time
    connection_.script(text.c_str());
  }

  Connection& connection_;
};

}  // namespace aproape::db::postgres
