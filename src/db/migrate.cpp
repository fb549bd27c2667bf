#include "db/migrate.hpp"

#include <algorithm>
#include <charconv>
#include <map>

#include "base/embedded.hpp"
#include "base/error.hpp"
#include "base/log.hpp"
#include "db/checksum.hpp"
#include "db/sql_tx.hpp"

namespace aproape::db {
namespace {

constexpr std::string_view kFolder = "migrations/";
constexpr std::string_view kSqliteEnd = ".sqlite";
constexpr std::string_view kPostgresEnd = ".postgres";

// The words in which the two databases differ.
std::string with_words(std::string text, Backend backend) {
  const bool postgres = backend == Backend::postgres;
  const std::pair<std::string_view, std::string_view> words[] = {
      {"{{blob}}", postgres ? "bytea" : "blob"},
      {"{{double}}", "double precision"},
  };
  for (const auto& [macro, word] : words) {
    for (auto at = text.find(macro); at != std::string::npos; at = text.find(macro, at + word.size())) {
      text.replace(at, macro.size(), word);
    }
  }
  return text;
}

bool cut_end(std::string_view& name, std::string_view end) {
  if (!name.ends_with(end)) return false;
  name.remove_suffix(end.size());
  return true;
}

int version_of(std::string_view name) {
  int version = 0;
  std::from_chars(name.data(), name.data() + name.size(), version);
  return version;
}

std::vector<Migration> read_embedded() {
  std::map<std::string, Migration> by_name;
  for (const embedded::File& file : embedded::files()) {
    std::string_view name = file.name;
    if (!name.starts_with(kFolder) || !cut_end(name, ".sql")) continue;
    name.remove_prefix(kFolder.size());
    const bool sqlite = cut_end(name, kSqliteEnd);
    const bool postgres = !sqlite && cut_end(name, kPostgresEnd);
    Migration& migration = by_name[std::string(name)];
    migration.version = version_of(name);
    migration.name = name;
    (sqlite ? migration.sqlite : postgres ? migration.postgres : migration.portable) = file.content;
  }
  std::vector<Migration> all;
  for (auto& [name, migration] : by_name) {
    if (migration.version <= 0 || (!all.empty() && all.back().version >= migration.version)) {
      throw Error(ErrorKind::internal, "internal", "migration numbers must be unique and rise: " + name);
    }
    all.push_back(std::move(migration));
  }
  return all;
}

std::string text_for(const Migration& migration, Backend backend) {
  return with_words(
      migration.portable + (backend == Backend::postgres ? migration.postgres : migration.sqlite), backend);
}

// All three texts count, so that both databases agree on what a migration was.
std::string checksum_of(const Migration& migration) {
  constexpr std::string_view kBetween("\0", 1);
  return Checksum()
      .add(migration.portable)
      .add(kBetween)
      .add(migration.sqlite)
      .add(kBetween)
      .add(migration.postgres)
      .hex();
}

// Two nodes that start together: the second waits here, then finds nothing to do. SQLite has one writer
// anyway.
void lock_schema(Tx& tx) {
  tx.query({"select 1", "select pg_advisory_xact_lock(4702111000)"});
  tx.exec(
      "create table if not exists schema_migration (version integer primary key, name text not null, "
      "checksum text not null, applied_at bigint not null)");
}

// Versions and checksums applied so far. Throws where they do not fit `known`.
std::map<std::int64_t, std::string> applied_versions(Tx& tx, const std::vector<Migration>& known) {
  std::map<std::int64_t, std::string> applied;
  for (const Row& row : tx.query("select version, checksum from schema_migration order by version")) {
    const auto migration =
        std::find_if(known.begin(), known.end(), [&](const Migration& m) { return m.version == row.i64(0); });
    if (migration == known.end()) {
      throw Error(ErrorKind::conflict, "db.schema_newer", "version " + std::to_string(row.i64(0)));
    }
    if (checksum_of(*migration) != row.text(1)) {
      throw Error(ErrorKind::conflict, "db.schema_changed", migration->name);
    }
    applied.emplace(row.i64(0), row.text(1));
  }
  return applied;
}

}  // namespace

const std::vector<Migration>& embedded_migrations() {
  static const std::vector<Migration> all = read_embedded();
  return all;
}

int migrate(Database& database) {
  return migrate(database, embedded_migrations());
}

int migrate(Database& database, const std::vector<Migration>& migrations) {
  int count = 0;
  for (const Migration& migration : migrations) {
    const bool applied = database.write([&](Tx& tx) {
      lock_schema(tx);
      if (applied_versions(tx, migrations).contains(migration.version)) return false;
      dynamic_cast<SqlTx&>(tx).script(text_for(migration, database.backend()));
      tx.exec("insert into schema_migration (version, name, checksum, applied_at) values ($1, $2, $3, $4)",
              {migration.version, migration.name, checksum_of(migration), database.clock().now()});
      return true;
    });
    if (applied) ++count;
  }
  if (count > 0) log::info("db.migrated", {{"files", count}, {"version", migrations.back().version}});
  return count;
}

void check_schema(Tx& tx) {
  const auto applied = applied_versions(tx, embedded_migrations());
  if (applied.size() != embedded_migrations().size()) throw Error(ErrorKind::conflict, "db.schema_older");
}

}  // namespace aproape::db
