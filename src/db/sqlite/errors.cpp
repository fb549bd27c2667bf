#include <sqlite3.h>

#include <string>

#include "base/error.hpp"
#include "db/sqlite/connection.hpp"

namespace aproape::db::sqlite {

void throw_error(int code, const char* detail) {
  // SQLite's message names tables and columns, never values.
  const std::string text = std::string(detail) + " (" + std::to_string(code) + ")";
  switch (code) {
    case SQLITE_CONSTRAINT_UNIQUE:
    case SQLITE_CONSTRAINT_PRIMARYKEY:
    case SQLITE_CONSTRAINT_ROWID:
      throw Error(ErrorKind::conflict, "db.unique", text);
    default:
      break;
  }
  switch (code & 0xFF) {
    case SQLITE_FULL:
      throw Error(ErrorKind::unavailable, "db.full", text);
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
    case SQLITE_IOERR:
    case SQLITE_CANTOPEN:
    case SQLITE_NOTADB:
    case SQLITE_CORRUPT:
    case SQLITE_NOMEM:
      throw Error(ErrorKind::unavailable, "db.unavailable", text);
    default:
      throw Error(ErrorKind::internal, "internal", text);
  }
}

bool is_flush_failure(int code) {
  return code == SQLITE_IOERR_FSYNC || code == SQLITE_IOERR_DIR_FSYNC;
}

}  // namespace aproape::db::sqlite
