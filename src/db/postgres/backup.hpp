#pragma once

#include <filesystem>
#include <string>

#include "db/backup_manifest.hpp"

namespace aproape::db::postgres {

// The PostgreSQL half of db/backup.hpp: the tables of the connection's schema.
[[nodiscard]] BackupManifest back_up(const std::string& url, const std::filesystem::path& folder);
[[nodiscard]] bool is_empty(const std::string& url);
void restore(const std::string& url, const std::filesystem::path& folder, const BackupManifest& manifest);

}  // namespace aproape::db::postgres
