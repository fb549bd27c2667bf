#include "db/sqlite/connection.hpp"

#include <fcntl.h>
#include <sqlite3.h>
#include <unistd.h>

#include "base/error.hpp"

namespace aproape::db::sqlite {
namespace {

constexpr int kBusyMillis = 10'000;  // another process (the command line) may be writing

// "pragma mmap_size" would save a copy a page, but an I/O error of a mapped page is a signal: leave it off.
constexpr const char* kSetup =
    "pragma synchronous = full; pragma foreign_keys = on; pragma trusted_schema = off;"
    "pragma secure_delete = on;"  // a forgotten key leaves no trace in free pages
    "pragma cache_size = -4096; pragma temp_store = memory; pragma recursive_triggers = on;";

// Resets a statement however its use ends, so that it holds no lock and no borrowed parameter.
class Reset {
 public:
  explicit Reset(sqlite3_stmt* statement) : statement_(statement) {}
  ~Reset() {
    sqlite3_reset(statement_);
    sqlite3_clear_bindings(statement_);
  }
  Reset(const Reset&) = delete;
  Reset& operator=(const Reset&) = delete;

 private:
  sqlite3_stmt* statement_;
};

// Makes the file for its owner alone; its log and index files take the same mode. Never opens one that
// exists: closing it would drop the locks that this process holds on it.
void make_private(const std::string& path) {
  const int fd = ::open(path.c_str(), O_RDWR | O_CREAT | O_EXCL | O_CLOEXEC, 0600);
  if (fd >= 0) ::close(fd);
}

Row::Cell cell(sqlite3_stmt* statement, int column) {
  switch (sqlite3_column_type(statement, column)) {
    case SQLITE_INTEGER:
      return static_cast<std::int64_t>(sqlite3_column_int64(statement, column));
    case SQLITE_FLOAT:
      return sqlite3_column_double(statement, column);
    case SQLITE_NULL:
      return std::monostate{};
    default: {
      const void* bytes = sqlite3_column_blob(statement, column);
      const auto size = static_cast<std::size_t>(sqlite3_column_bytes(statement, column));
      return bytes == nullptr ? std::string() : std::string(static_cast<const char*>(bytes), size);
    }
  }
}

int bind_one(sqlite3_stmt* statement, int place, const Param::Variant& value) {
  struct Binder {
    sqlite3_stmt* statement;
    int place;
    int operator()(std::monostate) const { return sqlite3_bind_null(statement, place); }
    int operator()(bool v) const { return sqlite3_bind_int(statement, place, v ? 1 : 0); }
    int operator()(std::int64_t v) const { return sqlite3_bind_int64(statement, place, v); }
    int operator()(double v) const { return sqlite3_bind_double(statement, place, v); }
    int operator()(std::string_view v) const {
      return sqlite3_bind_text64(statement, place, v.empty() ? "" : v.data(), v.size(), SQLITE_STATIC,
                                 SQLITE_UTF8);
    }
    int operator()(Bytes v) const {
      if (v.data.empty()) return sqlite3_bind_zeroblob(statement, place, 0);
      return sqlite3_bind_blob64(statement, place, v.data.data(), v.data.size(), SQLITE_STATIC);
    }
  };
  return std::visit(Binder{statement, place}, value);
}

}  // namespace

Connection::Connection(const std::string& path, Mode mode) {
  if (mode != Mode::read) make_private(path);
  const int flags = SQLITE_OPEN_READWRITE | SQLITE_OPEN_NOMUTEX | SQLITE_OPEN_EXRESCODE |
                    (mode == Mode::read ? 0 : SQLITE_OPEN_CREATE);
  const int opened = sqlite3_open_v2(path.c_str(), &handle_, flags, nullptr);
  if (opened != SQLITE_OK) {
    sqlite3_close_v2(handle_);
    throw Error(ErrorKind::unavailable, "db.unavailable", sqlite3_errstr(opened));
  }
  try {
    sqlite3_busy_timeout(handle_, kBusyMillis);
    // A misspelt column in double quotes would silently be a text (guides/stack.md 2.3).
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DML, 0, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DQS_DDL, 0, nullptr);
    sqlite3_db_config(handle_, SQLITE_DBCONFIG_DEFENSIVE, 1, nullptr);
    if (mode == Mode::write) script("pragma journal_mode = wal");
    script(kSetup);
    if (mode == Mode::read) script("pragma query_only = on");
  } catch (...) {
    sqlite3_close_v2(handle_);
    throw;
  }
}

Connection::~Connection() {
  for (auto& [text, statement] : statements_) sqlite3_finalize(statement.prepared);
  sqlite3_close_v2(handle_);
}

void Connection::script(const char* text) {
  const int code = sqlite3_exec(handle_, text, nullptr, nullptr, nullptr);
  if (code != SQLITE_OK) throw_error(code, sqlite3_errmsg(handle_));
}

int Connection::control(const char* text) noexcept {
  return sqlite3_exec(handle_, text, nullptr, nullptr, nullptr);
}

int Connection::last_code() const {
  return sqlite3_extended_errcode(handle_);
}

bool Connection::in_transaction() const {
  return sqlite3_get_autocommit(handle_) == 0;
}

Connection::Statement& Connection::prepare(const char* text) {
  Statement& statement = statements_[text];
  if (statement.prepared != nullptr) return statement;
  const int code =
      sqlite3_prepare_v3(handle_, text, -1, SQLITE_PREPARE_PERSISTENT, &statement.prepared, nullptr);
  if (code != SQLITE_OK) throw_error(code, sqlite3_errmsg(handle_));
  // $n is a name to SQLite, numbered by first appearance, so its index must be asked for.
  const int count = sqlite3_bind_parameter_count(statement.prepared);
  for (int n = 1; n <= count; ++n) {
    const std::string name = "$" + std::to_string(n);
    statement.places.push_back(sqlite3_bind_parameter_index(statement.prepared, name.c_str()));
  }
  return statement;
}

Connection::Statement& Connection::bind(const char* text, std::initializer_list<Param> params) {
  Statement& statement = prepare(text);
  if (params.size() != statement.places.size()) {
    throw Error(ErrorKind::internal, "internal", std::string("wrong number of parameters for: ") + text);
  }
  std::size_t n = 0;
  for (const Param& param : params) {
    const int place = statement.places[n++];
    const int code = place == 0 ? SQLITE_RANGE : bind_one(statement.prepared, place, param.value);
    if (code != SQLITE_OK) throw_error(code, sqlite3_errstr(code));
  }
  return statement;
}

Rows Connection::query(const char* text, std::initializer_list<Param> params) {
  sqlite3_stmt* statement = bind(text, params).prepared;
  const Reset reset(statement);
  Rows rows;
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
    const int columns = sqlite3_column_count(statement);
    std::vector<Row::Cell> cells;
    cells.reserve(static_cast<std::size_t>(columns));
    for (int column = 0; column < columns; ++column) cells.push_back(cell(statement, column));
    rows.emplace_back(std::move(cells));
  }
  if (code != SQLITE_DONE) throw_error(code, sqlite3_errmsg(handle_));
  return rows;
}

std::int64_t Connection::exec(const char* text, std::initializer_list<Param> params) {
  sqlite3_stmt* statement = bind(text, params).prepared;
  const Reset reset(statement);
  int code = SQLITE_ROW;
  while ((code = sqlite3_step(statement)) == SQLITE_ROW) {
  }
  if (code != SQLITE_DONE) throw_error(code, sqlite3_errmsg(handle_));
  return sqlite3_stmt_readonly(statement) != 0 ? 0 : sqlite3_changes64(handle_);
}

}  // namespace aproape::db::sqlite
