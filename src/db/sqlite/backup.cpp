#include "db/sqlite/backup.hpp"

#include <sqlite3.h>

#include "base/error.hpp"
#include "db/sqlite/connection.hpp"

namespace aproape::db::sqlite {
namespace {

constexpr const char* kName = "database.db";

// One step over all pages: one snapshot, and in WAL mode the writers go on meanwhile.
void copy(Connection& from, Connection& to) {
  sqlite3_backup* backup = sqlite3_backup_init(to.handle(), "main", from.handle(), "main");
  if (backup != nullptr) sqlite3_backup_step(backup, -1);
  const int code = backup == nullptr ? sqlite3_errcode(to.handle()) : sqlite3_backup_finish(backup);
  if (code != SQLITE_OK) throw_error(code, "backup");
}

}  // namespace

BackupManifest back_up(const std::string& path, const std::filesystem::path& folder) {
  const auto target = folder / kName;
  BackupManifest manifest;
  {
    Connection from(path, Connection::Mode::read);
    Connection to(target.string(), Connection::Mode::copy);
    copy(from, to);
    if (to.query("pragma quick_check", {}).at(0).text(0) != "ok") {
      throw Error(ErrorKind::internal, "backup.failed", "the copy is damaged");
    }
    const Rows version = to.query("select max(version) from schema_migration", {});
    manifest.schema = static_cast<int>(version.at(0).i64(0));
  }
  sync_path(target);
  return manifest;
}

bool is_empty(const std::string& path) {
  std::error_code absent;
  const auto size = std::filesystem::file_size(path, absent);
  return absent || size == 0;
}

void restore(const std::string& path, const std::filesystem::path& folder) {
  const std::filesystem::path target(path);
  if (!target.parent_path().empty()) std::filesystem::create_directories(target.parent_path());
  const std::filesystem::path temporary(path + ".restoring");
  std::filesystem::remove(temporary);
  {
    Connection from((folder / kName).string(), Connection::Mode::copy);
    if (from.query("pragma quick_check", {}).at(0).text(0) != "ok") {
      throw Error(ErrorKind::invalid, "restore.damaged", kName);
    }
    Connection to(temporary.string(), Connection::Mode::copy);
    copy(from, to);
  }
  sync_path(std::filesystem::absolute(temporary));
  std::filesystem::rename(temporary, target);
  sync_path(std::filesystem::absolute(target));
}

}  // namespace aproape::db::sqlite
