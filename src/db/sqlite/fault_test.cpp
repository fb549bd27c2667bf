// What the disk refuses, SQLite's side: full, and a flush that fails.
#include <doctest/doctest.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <thread>
#include <vector>

#include "base/error.hpp"
#include "db/testing/database.hpp"

using namespace aproape;

namespace {

std::atomic<bool> g_flush_fails{false};

std::string key_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.key();
  }
  return "";
}

std::int64_t leases(db::Database& database) {
  return database.read([](db::Tx& tx) { return tx.one("select count(*) from lease")->i64(0); });
}

void add_lease(db::Database& database, const std::string& name, const std::string& holder = "h") {
  database.write([&](db::Tx& tx) {
    tx.exec("insert into lease (name, holder, expires_at) values ($1, $2, 0)", {name, holder});
  });
}

}  // namespace

// Stands before libc's in this program, also for SQLite.
extern "C" int fdatasync(int fd) {
  if (g_flush_fails) {
    errno = EIO;
    return -1;
  }
  return static_cast<int>(::syscall(SYS_fdatasync, fd));
}

TEST_CASE("a full disk refuses with db.full, keeps what was durable and goes on when there is space") {
  db::testing::TestDatabase database;
  add_lease(*database, "before");
  database->write([](db::Tx& tx) {
    const auto pages = tx.one("pragma page_count")->i64(0);
    tx.query("pragma max_page_count = 1");  // SQLite keeps at least what there is
    CHECK(tx.one("pragma max_page_count")->i64(0) == pages);
  });
  CHECK(key_of([&] { add_lease(*database, "big", std::string(100'000, 'x')); }) == "db.full");
  CHECK(leases(*database) == 1);
  database->write([](db::Tx& tx) { tx.query("pragma max_page_count = 1000000"); });
  add_lease(*database, "big", std::string(100'000, 'x'));
  CHECK(leases(*database) == 2);
}

TEST_CASE("after a failed flush nobody is told that his work is safe, and nothing goes on") {
  db::testing::TempDir dir;
  const std::string url = "sqlite:" + (dir.path() / "test.db").string();
  std::atomic<int> reported{0};
  auto database = db::Database::open({.url = url, .on_flush_failure = [&] { ++reported; }});
  database->write([](db::Tx& tx) { tx.exec("create table fact (id bigint)"); });
  const auto add = [&] { database->write([](db::Tx& tx) { tx.exec("insert into fact (id) values (1)"); }); };
  add();
  g_flush_fails = true;
  std::atomic<int> refused{0};
  std::vector<std::thread> clients;
  for (int n = 0; n < 8; ++n) {
    clients.emplace_back([&] {
      if (key_of(add) == "db.unavailable") ++refused;
    });
  }
  for (auto& client : clients) client.join();
  g_flush_fails = false;
  CHECK(refused == 8);
  CHECK(reported == 1);
  CHECK(key_of(add) == "db.unavailable");  // the disk is well again, but what it holds is unknown
}
