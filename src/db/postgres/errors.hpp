#pragma once

#include "db/postgres/connection.hpp"

namespace aproape::db::postgres {

// What a failed result means for the caller. The detail holds the SQLSTATE and names of the schema, never
// values.
[[nodiscard]] ServerError error_of(const pg_conn* connection, const pg_result* result, const char* statement);

}  // namespace aproape::db::postgres
