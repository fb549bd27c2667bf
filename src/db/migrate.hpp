#pragma once

#include <string>
#include <vector>

#include "db/database.hpp"

namespace aproape::db {

// One numbered file of migrations/, embedded in the binary.
struct Migration {
  int version = 0;
  std::string name;      // "0001_base"
  std::string portable;  // with {{blob}}, {{double}} where the databases' words differ
  std::string sqlite;    // extra text for SQLite alone (search tables), may be empty
  std::string postgres;
};

// The migrations that this binary carries, by version.
[[nodiscard]] const std::vector<Migration>& embedded_migrations();

// Brings the schema up to date; each file in one transaction. Throws Error{conflict, "db.schema_newer"} where
// the database was made by a newer program and {conflict, "db.schema_changed"} where an applied file's
// checksum differs. Returns the number of files applied.
int migrate(Database& database);
// The same with another list, oldest first.
int migrate(Database& database, const std::vector<Migration>& migrations);

// Throws as migrate() does, and {conflict, "db.schema_older"} where a migration is still to be applied.
void check_schema(Tx& tx);

}  // namespace aproape::db
