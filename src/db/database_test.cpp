#include "db/database.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <set>
#include <thread>

#include "base/error.hpp"
#include "base/id.hpp"
#include "db/testing/database.hpp"

using namespace aproape;
using db::testing::for_each_database;

namespace {

std::int64_t jobs_in(db::Database& database) {
  return database.read([](db::Tx& tx) { return tx.one("select count(*) from job")->i64(0); });
}

void add_lease(db::Tx& tx, std::string_view name) {
  tx.exec("insert into lease (name, holder, expires_at) values ($1, 'test', 0)", {name});
}

}  // namespace

TEST_CASE("every type survives a round trip, parameters are bound by their number") {
  for_each_database([](db::Database& database) {
    database.write([](db::Tx& tx) {
      tx.exec("create table sample (id bigint, flag boolean, ratio double precision, name text, empty text)");
      tx.exec("insert into sample (empty, name, ratio, flag, id) values ($5, $4, $3, $2, $1)",
              {std::int64_t{1} << 62, true, 0.1, "Ștefan", nullptr});
    });
    const auto row = database.read([](db::Tx& tx) {
      return tx.one("select id, flag, ratio, name, empty, not flag from sample where name = $2 and id = $1",
                    {std::int64_t{1} << 62, "Ștefan"});
    });
    REQUIRE(row);
    CHECK(row->i64(0) == std::int64_t{1} << 62);
    CHECK(row->boolean(1));
    CHECK(row->real(2) == 0.1);
    CHECK(row->text(3) == "Ștefan");
    CHECK(row->null(4));
    CHECK_FALSE(row->boolean(5));
    CHECK_THROWS_AS((void)row->i64(3), Error);
    CHECK_THROWS_AS((void)row->i64(4), Error);
    CHECK_THROWS_AS((void)row->text(9), Error);
  });
}

TEST_CASE("bytes of every value survive") {
  for_each_database([](db::Database& database) {
    std::string bytes;
    for (int n = 0; n < 512; ++n) bytes += static_cast<char>(n & 0xFF);
    database.write([&](db::Tx& tx) {
      tx.exec("insert into key_ring (id, wrapped_key, created_at) values (1, $1, 0), (2, $2, 0)",
              {db::Bytes{bytes}, db::Bytes{""}});
    });
    database.read([&](db::Tx& tx) {
      CHECK(tx.one("select wrapped_key from key_ring where id = 1")->text(0) == bytes);
      CHECK(tx.one("select wrapped_key from key_ring where id = 2")->text(0).empty());
      CHECK_FALSE(tx.one("select wrapped_key from key_ring where id = 2")->null(0));
    });
  });
}

TEST_CASE("a thrown exception takes back its own work only, although works share a commit") {
  for_each_database([](db::Database& database) {
    constexpr int kThreads = 8;
    constexpr int kEach = 25;
    std::atomic<int> refused{0};
    std::vector<std::thread> threads;
    for (int t = 0; t < kThreads; ++t) {
      threads.emplace_back([&, t] {
        for (int n = 0; n < kEach; ++n) {
          try {
            database.write([&](db::Tx& tx) {
              tx.enqueue({.kind = "k" + std::to_string(t)});
              if (n % 5 == 0) throw Error(ErrorKind::invalid, "test.refused");
            });
            // What write() returned from is visible to every reader at once.
            CHECK(database.read([&](db::Tx& tx) {
              return tx.one("select count(*) from job where kind = $1", {"k" + std::to_string(t)})->i64(0);
            }) == n - n / 5);
          } catch (const Error& error) {
            CHECK(error.key() == "test.refused");
            ++refused;
          }
        }
      });
    }
    for (auto& thread : threads) thread.join();
    CHECK(refused == kThreads * kEach / 5);
    CHECK(jobs_in(database) == kThreads * kEach * 4 / 5);
  });
}

TEST_CASE("a unique index refuses with db.unique, and the transaction cannot go on as if nothing had been") {
  for_each_database([](db::Database& database) {
    database.write([](db::Tx& tx) { add_lease(tx, "a"); });
    std::string key;
    try {
      database.write([](db::Tx& tx) { add_lease(tx, "a"); });
    } catch (const Error& error) {
      key = error.key();
      CHECK(error.kind() == ErrorKind::conflict);
    }
    CHECK(key == "db.unique");
    CHECK_THROWS_AS(database.write([](db::Tx& tx) {
      add_lease(tx, "b");
      try {
        add_lease(tx, "a");
      } catch (const Error&) {
      }
    }),
                    Error);
    CHECK_FALSE(database.read([](db::Tx& tx) { return tx.one("select 1 from lease where name = 'b'"); }));
  });
}

TEST_CASE("reading transactions cannot write and see one snapshot") {
  for_each_database([](db::Database& database) {
    CHECK_THROWS_AS(database.read([](db::Tx& tx) { add_lease(tx, "a"); }), Error);
    database.read([&](db::Tx& tx) {
      const auto count = [&] { return tx.one("select count(*) from lease")->i64(0); };
      CHECK(count() == 0);
      std::thread([&] { database.write([](db::Tx& other) { add_lease(other, "b"); }); }).join();
      CHECK(count() == 0);
    });
    CHECK(database.read([](db::Tx& tx) { return tx.one("select count(*) from lease")->i64(0); }) == 1);
  });
}

TEST_CASE("a transaction inside a transaction is refused, not a deadlock") {
  for_each_database([](db::Database& database) {
    CHECK_THROWS_AS(database.write([&](db::Tx&) { database.write([](db::Tx&) {}); }), Error);
    CHECK_THROWS_AS(database.write([&](db::Tx&) { database.read([](db::Tx&) {}); }), Error);
    CHECK_THROWS_AS(database.read([&](db::Tx&) { database.write([](db::Tx&) {}); }), Error);
    database.write([](db::Tx&) {});
  });
}

TEST_CASE("counters have no gap and no repeat, also where transactions are taken back") {
  for_each_database([](db::Database& database) {
    std::mutex guard;
    std::set<std::int64_t> numbers;
    std::vector<std::thread> threads;
    for (int t = 0; t < 8; ++t) {
      threads.emplace_back([&] {
        for (int n = 0; n < 30; ++n) {
          try {
            const auto number = database.write([&](db::Tx& tx) {
              const auto drawn = tx.next_number("case/2026");
              if (n % 3 == 0) throw Error(ErrorKind::invalid, "test.refused");
              return drawn;
            });
            const std::lock_guard lock(guard);
            CHECK(numbers.insert(number).second);
          } catch (const Error& error) {
            CHECK(error.key() == "test.refused");
          }
        }
      });
    }
    for (auto& thread : threads) thread.join();
    CHECK(numbers.size() == 8 * 20);
    CHECK(*numbers.begin() == 1);
    CHECK(*numbers.rbegin() == 8 * 20);
  });
}

TEST_CASE("after_commit runs after a commit and never after a rollback; listeners hear of events and jobs") {
  for_each_database([](db::Database& database) {
    std::atomic<int> actions{0};
    std::atomic<int> calls{0};
    auto subscription = database.on_commit(std::string(db::kEventTopic), [&] { ++calls; });
    database.write([&](db::Tx& tx) { tx.after_commit([&] { ++actions; }); });
    CHECK(actions == 1);
    CHECK_THROWS(database.write([&](db::Tx& tx) {
      tx.after_commit([&] { ++actions; });
      tx.publish({.type = "case.created", .subject = "case", .subject_id = 1});
      throw Error(ErrorKind::invalid, "test.refused");
    }));
    CHECK(actions == 1);
    database.write(
        [&](db::Tx& tx) { tx.publish({.type = "case.created", .subject = "case", .subject_id = 1}); });
    for (int n = 0; n < 500 && calls == 0; ++n) std::this_thread::sleep_for(std::chrono::milliseconds(2));
    CHECK(calls >= 1);
    subscription.reset();
    std::vector<std::string> heard;
    const auto of_mail = database.on_commit(db::job_topic("mail"), [&] { heard.emplace_back("mail"); });
    const auto of_call = database.on_commit(db::job_topic("call"), [&] { heard.emplace_back("call"); });
    heard.clear();
    database.write([&](db::Tx& tx) {
      tx.enqueue({.kind = "mail"});
      tx.enqueue({.kind = "other"});
      tx.enqueue({.kind = "mail"});
    });
    if (database.backend() == db::Backend::sqlite)
      CHECK(heard == std::vector<std::string>{"mail", "mail"});  // once for each job, nobody else
  });
}

TEST_CASE("a large number may first be compared with a small literal") {
  for_each_database([](db::Database& database) {
    const std::int64_t large = 5'000'000'000'000'000;
    database.write([&](db::Tx& tx) {
      tx.exec("insert into lease (name, holder, expires_at) values ($1, $2, $3)", {"large", "h", large});
      CHECK(tx.query("select name from lease where $1 = 0 or expires_at = $1", {large}).size() == 1);
    });
  });
}
