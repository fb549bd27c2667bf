#pragma once

#include <filesystem>
#include <string>

#include "db/backup_manifest.hpp"

namespace aproape::db::sqlite {

// The SQLite half of db/backup.hpp; `path` is the database file.
[[nodiscard]] BackupManifest back_up(const std::string& path, const std::filesystem::path& folder);
[[nodiscard]] bool is_empty(const std::string& path);
void restore(const std::string& path, const std::filesystem::path& folder);

}  // namespace aproape::db::sqlite
