#pragma once

#include <memory>

#include "db/database.hpp"

namespace aproape::db::postgres {

// Opens the database that options.url names; throws where it cannot be reached now. Later losses of the
// server end in Error{unavailable, "db.unavailable"} and heal by themselves once it is back.
[[nodiscard]] std::unique_ptr<Database> open(const Options& options);

}  // namespace aproape::db::postgres
