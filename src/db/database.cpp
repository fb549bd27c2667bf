#include "db/database.hpp"

#include "base/error.hpp"
#include "db/nesting.hpp"
#include "db/postgres/postgres_database.hpp"
#include "db/sqlite/sqlite_database.hpp"

namespace aproape::db {

thread_local bool NestingGuard::inside_ = false;

std::optional<Row> Tx::one(Sql sql, std::initializer_list<Param> params) {
  Rows rows = query(sql, params);
  if (rows.empty()) return std::nullopt;
  return std::move(rows.front());
}

std::unique_ptr<Database> Database::open(const Options& options) {
  constexpr std::string_view kSqlite = "sqlite:";
  if (options.url.starts_with(kSqlite)) return sqlite::open(options, options.url.substr(kSqlite.size()));
  if (options.url.starts_with("postgresql:") || options.url.starts_with("postgres:"))
    return postgres::open(options);
  throw Error(ErrorKind::invalid, "config.db_url", "db.url must begin with sqlite: or postgresql://");
}

}  // namespace aproape::db
