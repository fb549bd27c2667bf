// Lost connections, PostgreSQL's side. Runs where APROAPE_TEST_POSTGRES is set.
#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <cstdlib>
#include <thread>

#include "base/error.hpp"
#include "base/id.hpp"
#include "db/testing/database.hpp"

using namespace aproape;

namespace {

// A database whose connections can be told from all others, and cut by the server.
class CutDatabase {
 public:
  CutDatabase()
      : name_("cut" + std::to_string(next_id())),
        own_(db::Database::open({.url = schema_.url() + "&application_name=" + name_})) {}

  db::Database& operator*() { return *own_; }
  db::Database* operator->() { return own_.get(); }
  void cut() {
    schema_->read([&](db::Tx& tx) {
      tx.query("select pg_terminate_backend(pid) from pg_stat_activity where application_name = $1", {name_});
    });
  }

 private:
  db::testing::TestDatabase schema_{db::Backend::postgres};
  std::string name_;
  std::unique_ptr<db::Database> own_;
};

bool wait_until(const std::function<bool()>& condition) {
  for (int n = 0; n < 2'000 && !condition(); ++n) std::this_thread::sleep_for(std::chrono::milliseconds(5));
  return condition();
}

}  // namespace

TEST_CASE(
    "connections that the server cut are replaced; one cut inside a transaction ends it as unavailable") {
  if (!db::testing::has_postgres()) return;
  CutDatabase database;
  const auto enqueue = [&] { database->write([](db::Tx& tx) { tx.enqueue({.kind = "k"}); }); };
  enqueue();
  database.cut();
  enqueue();
  database.cut();
  CHECK(database->read([](db::Tx& tx) { return tx.one("select count(*) from job")->i64(0); }) == 2);
  std::string key;
  try {
    database->write([&](db::Tx& tx) {
      tx.enqueue({.kind = "k"});
      std::thread([&] { database.cut(); }).join();
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
      tx.enqueue({.kind = "k"});
    });
  } catch (const Error& error) {
    key = error.key();
  }
  CHECK(key == "db.unavailable");
  CHECK(database->read([](db::Tx& tx) { return tx.one("select count(*) from job")->i64(0); }) == 2);
}

TEST_CASE("another node's commit wakes this one, also after the listening connection was cut") {
  if (!db::testing::has_postgres()) return;
  CutDatabase database;
  const auto other = db::Database::open({.url = std::getenv("APROAPE_TEST_POSTGRES"), .readers = 1});
  std::atomic<int> calls{0};
  const auto subscription = database->on_commit("k", [&] { ++calls; });
  const auto wake = [&] { other->write([](db::Tx& tx) { tx.wake("k"); }); };
  CHECK(wait_until([&] { return calls >= 1; }));  // it listens
  const int before = calls;
  wake();
  CHECK(wait_until([&] { return calls > before; }));
  database.cut();
  const int cut_at = calls;
  CHECK(wait_until([&] { return calls > cut_at; }));  // it listens again
  const int again = calls;
  wake();
  CHECK(wait_until([&] { return calls > again; }));
}

TEST_CASE("transactions that deadlock are run again until both are done") {
  if (!db::testing::has_postgres()) return;
  db::testing::TestDatabase database(db::Backend::postgres);
  database->write([](db::Tx& tx) { tx.exec("insert into counter (name, value) values ('a', 0), ('b', 0)"); });
  std::atomic<int> holding{0};
  const auto add_both = [&](std::string_view first, std::string_view second) {
    bool waited = false;
    database->write([&](db::Tx& tx) {
      tx.exec("update counter set value = value + 1 where name = $1", {first});
      if (!waited) {
        waited = true;
        ++holding;
        while (holding < 2) std::this_thread::yield();
      }
      tx.exec("update counter set value = value + 1 where name = $1", {second});
    });
  };
  std::thread one([&] { add_both("a", "b"); });
  add_both("b", "a");
  one.join();
  database->read([](db::Tx& tx) {
    CHECK(tx.one("select sum(value) from counter where name in ('a', 'b')")->i64(0) == 4);
  });
}
