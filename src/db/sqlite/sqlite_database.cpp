#include "db/sqlite/sqlite_database.hpp"

#include <cstdlib>
#include <filesystem>

#include "base/error.hpp"
#include "db/commit_listeners.hpp"
#include "db/nesting.hpp"
#include "db/pool.hpp"
#include "db/sqlite/group_writer.hpp"

namespace aproape::db::sqlite {
namespace {

constexpr int kExitDatabase = 6;  // DESIGN section 6

// Ends a reading transaction however the work ends.
class ReadScope {
 public:
  explicit ReadScope(Connection& connection) : connection_(connection) { connection_.script("begin"); }
  ~ReadScope() { connection_.control("rollback"); }
  ReadScope(const ReadScope&) = delete;
  ReadScope& operator=(const ReadScope&) = delete;

 private:
  Connection& connection_;
};

class SqliteDatabase final : public Database {
 public:
  SqliteDatabase(const Options& options, const std::string& path)
      : clock_(*options.clock),
        writer_(
            path, clock_, [this](const Topics& woken) { listeners_.call(woken); },
            options.on_flush_failure ? options.on_flush_failure : [] { std::_Exit(kExitDatabase); }),
        readers_(options.readers,
                 [path] { return std::make_unique<Connection>(path, Connection::Mode::read); }) {}

  [[nodiscard]] Subscription on_commit(std::string topic, std::function<void()> listener) override {
    return listeners_.add(std::move(topic), std::move(listener));
  }
  [[nodiscard]] Backend backend() const override { return Backend::sqlite; }
  [[nodiscard]] const Clock& clock() const override { return clock_; }

 protected:
  void run_read(const Work& work) override {
    const NestingGuard nesting;
    auto loan = readers_.lend();
    const ReadScope scope(loan.connection());
    SqliteTx tx(loan.connection(), clock_);
    work(tx);
  }
  void run_write(const Work& work) override { writer_.run(work); }

 private:
  const Clock& clock_;
  CommitListeners listeners_;
  GroupWriter writer_;
  Pool<Connection> readers_;
};

}  // namespace

std::unique_ptr<Database> open(const Options& options, const std::string& path) {
  if (const auto folder = std::filesystem::path(path).parent_path(); !folder.empty()) {
    std::error_code ignored;  // opening the file tells what is wrong
    std::filesystem::create_directories(folder, ignored);
  }
  return std::make_unique<SqliteDatabase>(options, path);
}

}  // namespace aproape::db::sqlite
