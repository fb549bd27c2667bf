#pragma once

#include <memory>
#include <string>

#include "db/database.hpp"

namespace aproape::db::sqlite {

// Opens (and makes, where absent, with its folder) the database file at `path`.
[[nodiscard]] std::unique_ptr<Database> open(const Options& options, const std::string& path);

}  // namespace aproape::db::sqlite
