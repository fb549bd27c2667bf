#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "db/database.hpp"
#include "storage/blobs.hpp"

namespace aproape::storage {

// Where an installation keeps what it knows.
struct Place {
  std::string db_url;
  std::filesystem::path data_dir;
};

// Writes the whole installation into `folder` (absent or empty): "database/" (db/backup.hpp), "blobs/" (the
// encrypted files as they are) and "keys/" (the master key: whoever holds the backup can read it, so keep it
// on an encrypted disk). The server may run meanwhile: the database is taken first, and bytes are always on
// disk before the transaction that names them. A key forgotten later is still inside an older backup. Throws
// Error{conflict, "backup.not_empty"}, {unavailable, "storage.full"}, and what the database throws.
void back_up(const Place& place, const std::filesystem::path& folder);

// Brings a backup back into an empty place. Throws Error{conflict, "restore.not_empty"} where files or rows
// are there already, {invalid, "restore.damaged"} where the folder is no backup, and what the database
// throws.
void restore(const Place& place, const std::filesystem::path& folder);

// What verify() found.
struct Findings {
  std::int64_t checked = 0;           // blobs read and compared
  std::vector<BlobId> damaged;        // missing, cut, changed, or the key does not open
  std::vector<std::string> problems;  // of the database, see db::verify
  [[nodiscard]] bool good() const { return damaged.empty() && problems.empty(); }
};
// Reads every blob whose ring is not forgotten and compares it with its record; checks the database.
[[nodiscard]] Findings verify(db::Database& database, Blobs& blobs);

}  // namespace aproape::storage
