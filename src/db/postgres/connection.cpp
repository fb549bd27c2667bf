#include "db/postgres/connection.hpp"

#include <libpq-fe.h>

#include <charconv>
#include <cstring>
#include <deque>
#include <vector>

#include "db/postgres/errors.hpp"

namespace aproape::db::postgres {
namespace {

// Types of columns, as in PostgreSQL's pg_type.dat.
constexpr Oid kBool = 16;
constexpr Oid kBytea = 17;
constexpr Oid kInt8 = 20;
constexpr Oid kInt2 = 21;
constexpr Oid kInt4 = 23;
constexpr Oid kFloat4 = 700;
constexpr Oid kFloat8 = 701;
constexpr Oid kNumeric = 1700;  // sum() of bigint

constexpr const char* kSetup =
    "set client_encoding = 'UTF8'; set timezone = 'UTC'; set bytea_output = 'hex'; set extra_float_digits = "
    "1;"
    "set statement_timeout = '30s'; set lock_timeout = '10s'; set idle_in_transaction_session_timeout = "
    "'60s'";

void ignore_notice(void*, const PGresult*) {}

Row::Cell number(std::string_view text) {
  std::int64_t whole = 0;
  if (std::from_chars(text.data(), text.data() + text.size(), whole).ptr == text.data() + text.size())
    return whole;
  double real = 0;
  std::from_chars(text.data(), text.data() + text.size(), real);
  return real;
}

Row::Cell cell(const pg_result* result, int row, int column) {
  if (PQgetisnull(result, row, column) != 0) return std::monostate{};
  const std::string_view text(PQgetvalue(result, row, column),
                              static_cast<std::size_t>(PQgetlength(result, row, column)));
  switch (PQftype(result, column)) {
    case kBool:
      return std::int64_t{text == "t" ? 1 : 0};
    case kInt2:
    case kInt4:
    case kInt8:
    case kNumeric:
      return number(text);
    case kFloat4:
    case kFloat8: {
      double real = 0;
      std::from_chars(text.data(), text.data() + text.size(), real);
      return real;
    }
    case kBytea: {
      std::size_t size = 0;
      unsigned char* bytes = PQunescapeBytea(reinterpret_cast<const unsigned char*>(text.data()), &size);
      if (bytes == nullptr) throw Error(ErrorKind::unavailable, "db.unavailable", "out of memory");
      std::string out(reinterpret_cast<const char*>(bytes), size);
      PQfreemem(bytes);
      return out;
    }
    default:
      return std::string(text);
  }
}

// The parameters in libpq's form: text, except bytes, which go as they are.
class Arguments {
 public:
  explicit Arguments(std::initializer_list<Param> params) {
    for (const Param& param : params) std::visit([this](const auto& value) { add(value); }, param.value);
  }
  [[nodiscard]] int count() const { return static_cast<int>(values_.size()); }
  [[nodiscard]] const char* const* values() const { return values_.data(); }
  [[nodiscard]] const int* lengths() const { return lengths_.data(); }
  [[nodiscard]] const int* formats() const { return formats_.data(); }

 private:
  void add(std::monostate) { push(nullptr, 0, 0); }
  void add(bool value) { push(value ? "true" : "false", 0, 0); }
  void add(std::int64_t value) { push_copy(std::to_string(value)); }
  void add(double value) {
    char text[32];
    push_copy(std::string(text, std::to_chars(text, text + sizeof text, value).ptr));
  }
  void add(std::string_view value) { push_copy(std::string(value)); }  // libpq wants a NUL at the end
  void add(Bytes value) {
    push(value.data.empty() ? "" : value.data.data(), static_cast<int>(value.data.size()), 1);
  }

  void push_copy(std::string text) {
    copies_.push_back(std::move(text));
    push(copies_.back().c_str(), 0, 0);
  }
  void push(const char* value, int length, int format) {
    values_.push_back(value);
    lengths_.push_back(length);
    formats_.push_back(format);
  }

  std::deque<std::string> copies_;  // addresses stay when it grows
  std::vector<const char*> values_;
  std::vector<int> lengths_;
  std::vector<int> formats_;
};

}  // namespace

void Connection::Clear::operator()(pg_result* result) const {
  PQclear(result);
}

Connection::Connection(const std::string& url) {
  const char* const names[] = {"dbname",
                               "fallback_application_name",
                               "connect_timeout",
                               "keepalives_idle",
                               "keepalives_interval",
                               "tcp_user_timeout",
                               nullptr};
  const char* const values[] = {url.c_str(), "aproape", "5", "10", "5", "15000", nullptr};
  handle_ = PQconnectdbParams(names, values, 1);
  if (PQstatus(handle_) != CONNECTION_OK) {
    const std::string why =
        handle_ == nullptr ? "out of memory" : "connect failed";  // libpq's text names the user
    PQfinish(handle_);
    throw Error(ErrorKind::unavailable, "db.unavailable", why);
  }
  PQsetNoticeReceiver(handle_, ignore_notice, nullptr);
  try {
    script(kSetup);
  } catch (...) {
    PQfinish(handle_);
    throw;
  }
}

Connection::~Connection() {
  PQfinish(handle_);
}

bool Connection::alive() const {
  return PQstatus(handle_) == CONNECTION_OK;
}

Connection::Result Connection::checked(pg_result* raw, const char* text) const {
  Result result(raw);
  const ExecStatusType status = PQresultStatus(raw);
  if (status != PGRES_COMMAND_OK && status != PGRES_TUPLES_OK && status != PGRES_EMPTY_QUERY) {
    throw error_of(handle_, raw, text);
  }
  return result;
}

// Whole numbers are said to be bigint: PostgreSQL would take the 4-byte type from "$1 = 0" and then refuse an
// id. Everything else it finds out from the place where the parameter stands.
const std::string& Connection::prepare(const char* text, std::initializer_list<Param> params) {
  const auto found = names_.find(text);
  if (found != names_.end()) return found->second;
  const std::string name = "s" + std::to_string(names_.size());
  std::vector<Oid> types;
  types.reserve(params.size());
  for (const Param& param : params)
    types.push_back(std::holds_alternative<std::int64_t>(param.value) ? kInt8 : Oid{0});
  checked(PQprepare(handle_, name.c_str(), text, static_cast<int>(types.size()), types.data()), text);
  return names_.emplace(text, name).first->second;
}

Connection::Result Connection::run(const char* text, std::initializer_list<Param> params) {
  const std::string& name = prepare(text, params);
  const Arguments arguments(params);
  return checked(PQexecPrepared(handle_, name.c_str(), arguments.count(), arguments.values(),
                                arguments.lengths(), arguments.formats(), 0),
                 text);
}

Rows Connection::query(const char* text, std::initializer_list<Param> params) {
  const Result result = run(text, params);
  const int count = PQntuples(result.get());
  const int columns = PQnfields(result.get());
  Rows rows;
  rows.reserve(static_cast<std::size_t>(count));
  for (int row = 0; row < count; ++row) {
    std::vector<Row::Cell> cells;
    cells.reserve(static_cast<std::size_t>(columns));
    for (int column = 0; column < columns; ++column) cells.push_back(cell(result.get(), row, column));
    rows.emplace_back(std::move(cells));
  }
  return rows;
}

std::int64_t Connection::exec(const char* text, std::initializer_list<Param> params) {
  const Result result = run(text, params);
  const std::string_view count = PQcmdTuples(result.get());
  std::int64_t changed = 0;
  std::from_chars(count.data(), count.data() + count.size(), changed);
  return changed;
}

std::string Connection::script(const char* text) {
  const Result result = checked(PQexec(handle_, text), "a script");
  return PQcmdStatus(result.get());
}

}  // namespace aproape::db::postgres
