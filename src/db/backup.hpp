#pragma once

#include <filesystem>
#include <string>
#include <vector>

#include "db/database.hpp"

namespace aproape::db {

// A database in a folder, taken in one snapshot while others work. SQLite: "database.db", a database file.
// PostgreSQL: "NAME.copy" for each table (the server's COPY text format, columns named in the manifest).
// Both: "database.json", written last, with format, backend, schema version and, for PostgreSQL, each table's
// columns, rows and checksum.

// Writes into `folder`, made where absent. Throws Error{conflict, "backup.not_empty"} where a backup stands
// there.
void back_up(const std::string& url, const std::filesystem::path& folder);

// Throws Error{conflict, "restore.not_empty"} where the database that `url` names holds anything.
void check_empty(const std::string& url);

// Fills the empty database that `url` names, in the schema version of the backup (migrate() brings it on). A
// failure leaves no row (PostgreSQL: empty tables may remain). Throws as check_empty(); {conflict,
// "restore.other_backend"} where the backup is of the other kind, {conflict, "db.schema_newer"} for a newer
// program's, {invalid, "restore.damaged"} for a damaged one.
void restore(const std::string& url, const std::filesystem::path& folder);

// What is wrong inside the database, one line each, without personal data; empty where all is well: schema
// version and checksums, SQLite's integrity and foreign keys, holes in the numbers of the events.
[[nodiscard]] std::vector<std::string> verify(Database& database);

}  // namespace aproape::db
