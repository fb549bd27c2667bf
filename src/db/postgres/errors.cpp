#include "db/postgres/errors.hpp"

#include <libpq-fe.h>

#include <string_view>

namespace aproape::db::postgres {
namespace {

std::string field(const pg_result* result, int code) {
  const char* value = result == nullptr ? nullptr : PQresultErrorField(result, code);
  return value == nullptr ? std::string() : std::string(value);
}

// Classes whose messages speak of the schema and the server, not of values.
bool tells_no_values(std::string_view state) {
  for (const std::string_view safe : {"08", "25", "40", "42", "53", "55", "57"}) {
    if (state.starts_with(safe)) return true;
  }
  return false;
}

}  // namespace

ServerError error_of(const pg_conn* connection, const pg_result* result, const char* statement) {
  const std::string state = field(result, PG_DIAG_SQLSTATE);
  const std::string_view kind = std::string_view(state).substr(0, 2);
  if (state.empty() || PQstatus(connection) != CONNECTION_OK || kind == "08" || state.starts_with("57P")) {
    return {ErrorKind::unavailable, "db.unavailable", "the connection is lost " + state, ""};
  }
  std::string detail = state + " " + field(result, PG_DIAG_CONSTRAINT_NAME);
  if (tells_no_values(state)) detail += field(result, PG_DIAG_MESSAGE_PRIMARY);
  detail += std::string(" in: ") + statement;
  if (state == "23505") return {ErrorKind::conflict, "db.unique", detail, state};
  if (state == "53100") return {ErrorKind::unavailable, "db.full", detail, state};
  const bool passing = kind == "40" || kind == "53" || kind == "55" || kind == "57" || state == "25006";
  return {passing ? ErrorKind::unavailable : ErrorKind::internal, passing ? "db.unavailable" : "internal",
          detail, state};
}

}  // namespace aproape::db::postgres
