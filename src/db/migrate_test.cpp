#include "db/migrate.hpp"

#include <doctest/doctest.h>

#include <thread>

#include "base/error.hpp"
#include "db/testing/database.hpp"

using namespace aproape;

namespace {

std::string failure_key(db::Database& database, const std::vector<db::Migration>& migrations) {
  try {
    db::migrate(database, migrations);
  } catch (const Error& error) {
    return error.key();
  }
  return "";
}

std::vector<db::Backend> backends() {
  if (!db::testing::has_postgres()) return {db::Backend::sqlite};
  return {db::Backend::sqlite, db::Backend::postgres};
}

const db::Migration kFileOne{1, "0001_first", "create table a (id bigint, data {{blob}}, ratio {{double}});",
                             "", ""};
const db::Migration kFileTwo{
    2, "0002_second", "create table b (id bigint);",
    "create trigger b_copy after insert on b begin insert into a (id) values (new.id); delete from b; end;",
    "create function b_copy() returns trigger language plpgsql as $$ begin insert into a (id) values "
    "(new.id); "
    "delete from b; return null; end $$; create trigger b_copy after insert on b for each row execute "
    "function "
    "b_copy();"};

}  // namespace

TEST_CASE("migrations apply once, with each database's own part, and their words are filled in") {
  for (const db::Backend backend : backends()) {
    db::testing::TestDatabase database(backend, Clock::system(), false);
    CHECK(db::migrate(*database, {kFileOne}) == 1);
    CHECK(db::migrate(*database, {kFileOne, kFileTwo}) == 1);
    CHECK(db::migrate(*database, {kFileOne, kFileTwo}) == 0);
    database->write([](db::Tx& tx) { tx.exec("insert into b (id) values (7)"); });
    CHECK(database->read([](db::Tx& tx) { return tx.one("select id from a")->i64(0); }) == 7);
  }
}

TEST_CASE("a newer schema, a changed file and a failing file are refused and change nothing") {
  for (const db::Backend backend : backends()) {
    db::testing::TestDatabase database(backend, Clock::system(), false);
    db::migrate(*database, {kFileOne, kFileTwo});
    CHECK(failure_key(*database, {kFileOne}) == "db.schema_newer");
    auto edited = kFileTwo;
    edited.portable += " ";
    CHECK(failure_key(*database, {kFileOne, edited}) == "db.schema_changed");
    const db::Migration broken{3, "0003_broken", "create table c (id bigint); insert into absent values (1);",
                               "", ""};
    CHECK(failure_key(*database, {kFileOne, kFileTwo, broken}) == "internal");
    CHECK_THROWS(database->read([](db::Tx& tx) { return tx.query("select id from c"); }));
    CHECK(db::migrate(*database, {kFileOne, kFileTwo}) == 0);
  }
}

TEST_CASE("two nodes that start together migrate once") {
  for (const db::Backend backend : backends()) {
    db::testing::TestDatabase database(backend, Clock::system(), false);
    const auto other = db::Database::open({.url = database.url(), .readers = 2});
    int applied = 0;
    std::thread thread([&] { applied = db::migrate(*other); });
    const int here = db::migrate(*database);
    thread.join();
    CHECK(here + applied == static_cast<int>(db::embedded_migrations().size()));
    database->read([](db::Tx& tx) { db::check_schema(tx); });
  }
}

TEST_CASE("a database file is for its owner alone") {
  const db::testing::TestDatabase database;
  const auto rights = std::filesystem::status(database.dir() / "test.db").permissions();
  CHECK(rights == (std::filesystem::perms::owner_read | std::filesystem::perms::owner_write));
}
