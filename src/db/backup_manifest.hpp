#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "db/database.hpp"

namespace aproape::db {

// The content of "database.json".
struct BackupManifest {
  struct Table {
    std::string name;
    std::string columns;  // as COPY wants them: quoted, with commas
    std::int64_t bytes = 0;
    std::string checksum;
  };
  Backend backend = Backend::sqlite;
  int schema = 0;             // version of the newest migration
  std::vector<Table> tables;  // PostgreSQL alone, those that others refer to first
};

inline constexpr int kBackupFormat = 1;

// Durable: the backup counts from here on.
void write_manifest(const std::filesystem::path& folder, const BackupManifest& manifest);
// Throws Error{invalid, "restore.damaged"}.
[[nodiscard]] BackupManifest read_manifest(const std::filesystem::path& folder);

// Flushes a written file, then its folder. Throws Error{unavailable, "backup.failed"}.
void sync_path(const std::filesystem::path& path);

}  // namespace aproape::db
