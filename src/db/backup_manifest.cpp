#include "db/backup_manifest.hpp"

#include <fcntl.h>
#include <unistd.h>

#include <fstream>
#include <iterator>

#include "base/error.hpp"
#include "base/json.hpp"

namespace aproape::db {
namespace {

constexpr const char* kName = "database.json";

void sync_one(const std::filesystem::path& path) {
  const int fd = ::open(path.c_str(), O_RDONLY | O_CLOEXEC);
  const bool synced = fd >= 0 && ::fsync(fd) == 0;
  if (fd >= 0) ::close(fd);
  if (!synced) throw Error(ErrorKind::unavailable, "backup.failed", "flush");
}

}  // namespace

void sync_path(const std::filesystem::path& path) {
  sync_one(path);
  sync_one(path.parent_path());
}

void write_manifest(const std::filesystem::path& folder, const BackupManifest& manifest) {
  json::Array tables;
  for (const auto& table : manifest.tables) {
    tables.emplace_back(json::Object{{"name", table.name},
                                     {"columns", table.columns},
                                     {"bytes", table.bytes},
                                     {"checksum", table.checksum}});
  }
  const json::Object content{{"format", kBackupFormat},
                             {"backend", manifest.backend == Backend::sqlite ? "sqlite" : "postgres"},
                             {"schema", manifest.schema},
                             {"tables", std::move(tables)}};
  const auto temporary = folder / "database.json.new";
  {
    std::ofstream out(temporary, std::ios::binary | std::ios::trunc);
    out << json::write(content) << '\n';
    if (!out.flush()) throw Error(ErrorKind::unavailable, "backup.failed", "manifest");
  }
  sync_path(temporary);
  std::filesystem::rename(temporary, folder / kName);
  sync_path(folder / kName);
}

BackupManifest read_manifest(const std::filesystem::path& folder) {
  std::ifstream in(folder / kName, std::ios::binary);
  const std::string text{std::istreambuf_iterator<char>(in), {}};
  try {
    const json::Value content = json::parse(text);
    if (content.get_int("format") != kBackupFormat)
      throw Error(ErrorKind::invalid, "restore.damaged", "format");
    BackupManifest manifest;
    manifest.backend = content.get_string("backend") == "sqlite" ? Backend::sqlite : Backend::postgres;
    manifest.schema = static_cast<int>(content.get_int("schema"));
    for (const json::Value& table : content["tables"].as_array()) {
      manifest.tables.push_back({table.get_string("name"), table.get_string("columns"),
                                 table.get_int("bytes"), table.get_string("checksum")});
    }
    return manifest;
  } catch (const Error&) {
    throw Error(ErrorKind::invalid, "restore.damaged", "database.json is missing or unreadable");
  }
}

}  // namespace aproape::db
