#include "db/backup.hpp"

#include "base/error.hpp"
#include "db/backup_manifest.hpp"
#include "db/database.hpp"
#include "db/migrate.hpp"
#include "db/node_life.hpp"
#include "db/postgres/backup.hpp"
#include "db/sqlite/backup.hpp"

namespace aproape::db {
namespace {

constexpr int kNodesSince = 51;  // migration that made the table of nodes
constexpr std::string_view kSqlite = "sqlite:";

bool is_sqlite(const std::string& url) {
  return url.starts_with(kSqlite);
}
std::string path_of(const std::string& url) {
  return url.substr(kSqlite.size());
}

}  // namespace

void back_up(const std::string& url, const std::filesystem::path& folder) {
  std::filesystem::create_directories(folder);
  if (!std::filesystem::is_empty(folder)) throw Error(ErrorKind::conflict, "backup.not_empty");
  write_manifest(folder,
                 is_sqlite(url) ? sqlite::back_up(path_of(url), folder) : postgres::back_up(url, folder));
}

void check_empty(const std::string& url) {
  if (!(is_sqlite(url) ? sqlite::is_empty(path_of(url)) : postgres::is_empty(url))) {
    throw Error(ErrorKind::conflict, "restore.not_empty");
  }
}

void restore(const std::string& url, const std::filesystem::path& folder) {
  const BackupManifest manifest = read_manifest(folder);
  if ((manifest.backend == Backend::sqlite) != is_sqlite(url)) {
    throw Error(ErrorKind::conflict, "restore.other_backend");
  }
  if (manifest.schema > embedded_migrations().back().version)
    throw Error(ErrorKind::conflict, "db.schema_newer");
  check_empty(url);
  if (is_sqlite(url)) {
    sqlite::restore(path_of(url), folder);
  } else {
    postgres::restore(url, folder, manifest);
  }
  // What the nodes of then held would hold up those of now until it runs out.
  if (manifest.schema >= kNodesSince) Database::open({url, 1})->write([](Tx& tx) { say_all_ended(tx); });
}

std::vector<std::string> verify(Database& database) {
  return database.read([&](Tx& tx) {
    std::vector<std::string> problems;
    try {
      check_schema(tx);
    } catch (const Error& error) {
      problems.emplace_back(error.what());
    }
    if (tx.backend() == Backend::sqlite) {
      for (const Row& row :
           tx.query("select integrity_check from pragma_integrity_check where integrity_check <> 'ok'")) {
        problems.push_back("integrity: " + row.text(0));
      }
      for (const Row& row : tx.query("select \"table\", count(*) from pragma_foreign_key_check group by 1")) {
        problems.push_back("foreign key of table " + row.text(0) + ": " + std::to_string(row.i64(1)) +
                           " rows");
      }
    }
    const auto numbers = tx.one("select count(seq), coalesce(max(seq) - min(seq) + 1, 0) from event");
    if (numbers->i64(0) != numbers->i64(1)) problems.emplace_back("the events' numbers have holes");
    return problems;
  });
}

}  // namespace aproape::db
