#include "db/postgres/backup.hpp"

#include <libpq-fe.h>

#include <algorithm>
#include <fstream>
#include <functional>
#include <iterator>
#include <set>

#include "base/error.hpp"
#include "db/checksum.hpp"
#include "db/migrate.hpp"
#include "db/postgres/connection.hpp"
#include "db/postgres/errors.hpp"

namespace aproape::db::postgres {
namespace {

constexpr const char* kSchemaTable = "schema_migration";  // migrate() fills it
constexpr std::size_t kPiece = 64 * 1024;

std::filesystem::path file_of(const std::filesystem::path& folder, const std::string& table) {
  return folder / (table + ".copy");
}

// The tables of this schema, each after those that it refers to.
std::vector<std::string> tables_in_order(Connection& connection) {
  std::set<std::string> rest;
  for (const Row& row :
       connection.query("select tablename::text from pg_tables where schemaname = current_schema()", {})) {
    rest.insert(row.text(0));
  }
  std::set<std::pair<std::string, std::string>> references;  // (table, needs)
  for (const Row& row : connection.query(
           "select t.relname::text, n.relname::text from pg_constraint c join pg_class t on t.oid = "
           "c.conrelid join "
           "pg_class n on n.oid = c.confrelid where c.contype = 'f' and c.conrelid <> c.confrelid and "
           "c.connamespace = current_schema()::regnamespace",
           {})) {
    references.emplace(row.text(0), row.text(1));
  }
  std::vector<std::string> ordered;
  while (!rest.empty()) {
    const auto free = std::find_if(rest.begin(), rest.end(), [&](const std::string& table) {
      return std::none_of(references.begin(), references.end(), [&](const auto& reference) {
        return reference.first == table && rest.contains(reference.second);
      });
    });
    if (free == rest.end())
      throw Error(ErrorKind::internal, "backup.failed", "tables refer to each other in a circle");
    ordered.push_back(*free);
    rest.erase(free);
  }
  return ordered;
}

// Names come from the catalogue or a manifest, never from a request; quoted all the same.
std::string quoted(const std::string& name) {
  std::string out = "\"";
  for (const char c : name) out += c == '"' ? std::string("\"\"") : std::string(1, c);
  return out + "\"";
}

std::string columns_of(Connection& connection, const std::string& table) {
  std::string columns;
  for (const Row& row :
       connection.query("select column_name::text from information_schema.columns where table_schema = "
                        "current_schema() and "
                        "table_name = $1 and is_generated = 'NEVER' order by ordinal_position",
                        {table})) {
    columns += (columns.empty() ? "" : ",") + quoted(row.text(0));
  }
  return columns;
}

void start_copy(Connection& connection, const std::string& statement, ExecStatusType wanted) {
  PGresult* result = PQexec(connection.handle(), statement.c_str());
  const bool started = PQresultStatus(result) == wanted;
  const ServerError error = error_of(connection.handle(), result, "copy");
  PQclear(result);
  if (!started) throw error;
}

// After the data: the server's word on the whole copy.
void end_copy(Connection& connection) {
  while (PGresult* result = PQgetResult(connection.handle())) {
    const bool ended = PQresultStatus(result) == PGRES_COMMAND_OK;
    const ServerError error = error_of(connection.handle(), result, "copy");
    PQclear(result);
    if (!ended) throw error;
  }
}

BackupManifest::Table write_table(Connection& connection, const std::string& name,
                                  const std::filesystem::path& folder) {
  BackupManifest::Table table{.name = name, .columns = columns_of(connection, name)};
  start_copy(connection, "copy " + quoted(name) + " (" + table.columns + ") to stdout", PGRES_COPY_OUT);
  std::ofstream out(file_of(folder, name), std::ios::binary | std::ios::trunc);
  Checksum checksum;
  char* line = nullptr;
  int size = 0;
  while ((size = PQgetCopyData(connection.handle(), &line, 0)) > 0) {
    const std::string_view bytes(line, static_cast<std::size_t>(size));
    out.write(bytes.data(), static_cast<std::streamsize>(bytes.size()));
    checksum.add(bytes);
    table.bytes += size;
    PQfreemem(line);
  }
  end_copy(connection);
  if (!out.flush()) throw Error(ErrorKind::unavailable, "backup.failed", name);
  out.close();
  sync_path(file_of(folder, name));
  table.checksum = checksum.hex();
  return table;
}

// Hands a file's pieces to `use`.
void read_pieces(const std::filesystem::path& path, const std::function<void(std::string_view)>& use) {
  std::ifstream in(path, std::ios::binary);
  std::string piece(kPiece, '\0');
  while (in.read(piece.data(), static_cast<std::streamsize>(kPiece)), in.gcount() > 0) {
    use(std::string_view(piece).substr(0, static_cast<std::size_t>(in.gcount())));
  }
}

void check_file(const BackupManifest::Table& table, const std::filesystem::path& folder) {
  Checksum checksum;
  std::int64_t bytes = 0;
  read_pieces(file_of(folder, table.name), [&](std::string_view piece) {
    checksum.add(piece);
    bytes += static_cast<std::int64_t>(piece.size());
  });
  if (bytes != table.bytes || checksum.hex() != table.checksum) {
    throw Error(ErrorKind::invalid, "restore.damaged", table.name);
  }
}

void read_table(Connection& connection, const BackupManifest::Table& table,
                const std::filesystem::path& folder) {
  start_copy(connection, "copy " + quoted(table.name) + " (" + table.columns + ") from stdin", PGRES_COPY_IN);
  read_pieces(file_of(folder, table.name), [&](std::string_view piece) {
    PQputCopyData(connection.handle(), piece.data(),
                  static_cast<int>(piece.size()));  // end_copy() tells of failures
  });
  PQputCopyEnd(connection.handle(), nullptr);
  end_copy(connection);
}

}  // namespace

BackupManifest back_up(const std::string& url, const std::filesystem::path& folder) {
  Connection connection(url);
  connection.script(
      "set statement_timeout = 0; set idle_in_transaction_session_timeout = 0;"
      "begin isolation level repeatable read read only");
  BackupManifest manifest;
  manifest.backend = Backend::postgres;
  manifest.schema =
      static_cast<int>(connection.query("select max(version) from schema_migration", {}).at(0).i64(0));
  for (const std::string& name : tables_in_order(connection)) {
    if (name != kSchemaTable) manifest.tables.push_back(write_table(connection, name, folder));
  }
  connection.script("commit");
  return manifest;
}

bool is_empty(const std::string& url) {
  Connection connection(url);
  return connection.query("select count(*) from pg_tables where schemaname = current_schema()", {})
             .at(0)
             .i64(0) == 0;
}

void restore(const std::string& url, const std::filesystem::path& folder, const BackupManifest& manifest) {
  for (const auto& table : manifest.tables) check_file(table, folder);
  const auto& known = embedded_migrations();
  std::vector<Migration> then;  // the schema as the program that wrote the backup had it
  std::copy_if(known.begin(), known.end(), std::back_inserter(then),
               [&](const Migration& migration) { return migration.version <= manifest.schema; });
  migrate(*Database::open({.url = url, .readers = 1}), then);
  Connection connection(url);
  connection.script("set statement_timeout = 0; begin");
  for (const auto& table : manifest.tables)
    connection.script(("truncate " + quoted(table.name) + " cascade").c_str());
  for (const auto& table : manifest.tables) read_table(connection, table, folder);
  connection.script("commit");
}

}  // namespace aproape::db::postgres
