#pragma once

#include <filesystem>
#include <functional>
#include <memory>
#include <string>

#include "db/database.hpp"

namespace aproape::db::testing {

// A folder that is removed with its content.
class TempDir {
 public:
  TempDir();
  ~TempDir();
  TempDir(const TempDir&) = delete;
  TempDir& operator=(const TempDir&) = delete;
  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

// A migrated database of its own: SQLite in a temporary folder, or a fresh schema of the PostgreSQL that
// APROAPE_TEST_POSTGRES names. Gone when destroyed.
class TestDatabase {
 public:
  explicit TestDatabase(Backend backend = Backend::sqlite, const Clock& clock = Clock::system(),
                        bool migrated = true);
  ~TestDatabase();
  TestDatabase(const TestDatabase&) = delete;
  TestDatabase& operator=(const TestDatabase&) = delete;

  Database& operator*() { return *database_; }
  Database* operator->() { return database_.get(); }
  [[nodiscard]] const std::string& url() const { return url_; }
  [[nodiscard]] const std::filesystem::path& dir() const { return dir_.path(); }
  // Closes and opens it again, as after a restart.
  void reopen();

 private:
  TempDir dir_;
  std::string url_;
  std::string schema_;
  const Clock& clock_;
  std::unique_ptr<Database> database_;
};

// True where APROAPE_TEST_POSTGRES is set (./test always sets it).
[[nodiscard]] bool has_postgres();

// Runs `test` on a fresh migrated SQLite database and, where there is one, on PostgreSQL.
void for_each_database(const std::function<void(Database&)>& test, const Clock& clock = Clock::system());

}  // namespace aproape::db::testing
