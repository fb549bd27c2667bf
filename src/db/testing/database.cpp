#include "db/testing/database.hpp"

#include <cstdlib>

#include "base/error.hpp"
#include "base/id.hpp"
#include "db/migrate.hpp"
#include "db/sql_tx.hpp"

namespace aproape::db::testing {
namespace {

std::string postgres_url() {
  const char* url = std::getenv("APROAPE_TEST_POSTGRES");
  return url == nullptr ? std::string() : std::string(url);
}

// The server's own url with a search path to `schema` added.
std::string url_with_schema(const std::string& url, const std::string& schema) {
  return url + (url.find('?') == std::string::npos ? "?" : "&") + "options=-csearch_path%3D" + schema;
}

void run_on_server(const std::string& statement) {
  const auto server = Database::open({.url = postgres_url(), .readers = 1});
  server->write([&](Tx& tx) { dynamic_cast<SqlTx&>(tx).script(statement); });
}

}  // namespace

TempDir::TempDir() {
  std::string pattern = (std::filesystem::temp_directory_path() / "aproape-test-XXXXXX").string();
  if (::mkdtemp(pattern.data()) == nullptr)
    throw Error(ErrorKind::internal, "internal", "no temporary folder");
  path_ = pattern;
}

TempDir::~TempDir() {
  std::error_code ignored;
  std::filesystem::remove_all(path_, ignored);
}

TestDatabase::TestDatabase(Backend backend, const Clock& clock, bool migrated) : clock_(clock) {
  if (backend == Backend::postgres) {
    schema_ = "test_" + std::to_string(next_id());
    run_on_server("create schema " + schema_);
    url_ = url_with_schema(postgres_url(), schema_);
  } else {
    url_ = "sqlite:" + (dir_.path() / "test.db").string();
  }
  reopen();
  if (migrated) migrate(*database_);
}

TestDatabase::~TestDatabase() {
  database_.reset();
  try {
    if (!schema_.empty()) run_on_server("drop schema " + schema_ + " cascade");
  } catch (const Error&) {  // the private cluster goes away as a whole
  }
}

void TestDatabase::reopen() {
  database_.reset();
  database_ = Database::open({.url = url_, .readers = 4, .clock = &clock_});
}

bool has_postgres() {
  return !postgres_url().empty();
}

void for_each_database(const std::function<void(Database&)>& test, const Clock& clock) {
  TestDatabase sqlite(Backend::sqlite, clock);
  test(*sqlite);
  if (!has_postgres()) return;
  TestDatabase postgres(Backend::postgres, clock);
  test(*postgres);
}

}  // namespace aproape::db::testing
