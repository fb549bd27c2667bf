#include "storage/backup.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <fstream>
#include <thread>

#include "base/error.hpp"
#include "db/backup.hpp"
#include "db/testing/database.hpp"

using namespace aproape;
using db::testing::TestDatabase;
namespace fs = std::filesystem;

namespace {

std::vector<db::Backend> backends() {
  if (!db::testing::has_postgres()) return {db::Backend::sqlite};
  return {db::Backend::sqlite, db::Backend::postgres};
}

std::string key_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.key();
  }
  return "";
}

// An empty place to restore into.
struct Target {
  explicit Target(db::Backend backend)
      : database(backend, Clock::system(), false),
        place{backend == db::Backend::sqlite ? "sqlite:" + (database.dir() / "restored.db").string()
                                             : database.url(),
              database.dir() / "data"} {}
  TestDatabase database;
  storage::Place place;
};

void add(db::Database& database, storage::Blobs& blobs, const std::string& text) {
  const auto staged = blobs.put(text);
  database.write([&](db::Tx& tx) {
    const auto blob = blobs.record(tx, staged);
    tx.exec(
        "insert into idempotency (key, account, digest, status, body, at) values ($1, $2, 'ș\t\\N', 200, $3, "
        "0)",
        {text, blob.id.value, "line\nline\\ \"quoted\""});
    tx.publish({.type = "case.created", .subject = "case", .subject_id = blob.id.value});
    tx.next_number("case/2026");
  });
}

// Every fact that the test wrote, with the content of its blob.
std::vector<std::string> facts(db::Database& database, storage::Blobs& blobs) {
  return database.read([&](db::Tx& tx) {
    std::vector<std::string> all;
    for (const db::Row& row : tx.query("select key, account, digest, body from idempotency order by key")) {
      all.push_back(row.text(0) + "|" + row.text(2) + "|" + row.text(3) + "|" +
                    blobs.get(tx, BlobId{row.i64(1)}));
    }
    all.push_back(std::to_string(tx.one("select count(*) from event")->i64(0)));
    all.push_back(std::to_string(tx.one("select max(value) from counter where name = 'case/2026'")->i64(0)));
    return all;
  });
}

}  // namespace

TEST_CASE("a restored installation holds the same facts and the same bytes, and refuses to be filled twice") {
  for (const auto backend : backends()) {
    TestDatabase source(backend);
    storage::Blobs blobs(source.dir(), *source);
    for (int n = 0; n < 30; ++n) add(*source, blobs, "fact " + std::to_string(n));
    const fs::path folder = source.dir() / "backup";
    storage::back_up({source.url(), source.dir()}, folder);
    CHECK(key_of([&] { storage::back_up({source.url(), source.dir()}, folder); }) == "backup.not_empty");

    Target target(backend);
    storage::restore(target.place, folder);
    const auto restored = db::Database::open({.url = target.place.db_url});
    storage::Blobs restored_blobs(target.place.data_dir, *restored);
    CHECK(facts(*restored, restored_blobs) == facts(*source, blobs));
    const auto findings = storage::verify(*restored, restored_blobs);
    CHECK(findings.good());
    CHECK(findings.checked == 30);
    CHECK(key_of([&] { storage::restore(target.place, folder); }) == "restore.not_empty");
    add(*restored, restored_blobs, "it goes on");
    CHECK(facts(*restored, restored_blobs).back() == "31");
  }
}

TEST_CASE("a backup under load is one moment of the past: no row without its blob, no half transaction") {
  for (const auto backend : backends()) {
    TestDatabase source(backend);
    storage::Blobs blobs(source.dir(), *source);
    add(*source, blobs, "first");
    std::atomic<bool> stop{false};
    std::vector<std::thread> writers;
    for (int t = 0; t < 2; ++t) {
      writers.emplace_back([&, t] {
        for (int n = 0; !stop; ++n) add(*source, blobs, std::to_string(t) + " fact " + std::to_string(n));
      });
    }
    const fs::path folder = source.dir() / "backup";
    storage::back_up({source.url(), source.dir()}, folder);
    stop = true;
    for (auto& writer : writers) writer.join();

    Target target(backend);
    storage::restore(target.place, folder);
    const auto restored = db::Database::open({.url = target.place.db_url});
    storage::Blobs restored_blobs(target.place.data_dir, *restored);
    CHECK(storage::verify(*restored, restored_blobs).good());
    const auto all = facts(*restored, restored_blobs);
    CHECK(all[all.size() - 1] == all[all.size() - 2]);  // one number and one event a fact
    CHECK(all.size() - 2 == std::stoul(all.back()));
  }
}

TEST_CASE("a damaged backup is refused before anything is written; verify finds what the disk lost") {
  for (const auto backend : backends()) {
    TestDatabase source(backend);
    storage::Blobs blobs(source.dir(), *source);
    add(*source, blobs, "fact");
    const auto staged = blobs.put("kept");
    const auto kept = source->write([&](db::Tx& tx) { return blobs.record(tx, staged); });
    const fs::path folder = source.dir() / "backup";
    storage::back_up({source.url(), source.dir()}, folder);
    const fs::path file =
        folder / "database" / (backend == db::Backend::sqlite ? "database.db" : "event.copy");
    {
      std::fstream out(file, std::ios::binary | std::ios::in | std::ios::out);
      out.write("damaged", 7);
    }
    Target target(backend);
    CHECK(key_of([&] { storage::restore(target.place, folder); }) != "");
    CHECK(key_of([&] { db::check_empty(target.place.db_url); }) == "");

    fs::resize_file(source.dir() / "blobs" / staged.path, 30);
    const auto findings = storage::verify(*source, blobs);
    REQUIRE(findings.damaged.size() == 1);
    CHECK(findings.damaged[0] == kept.id);
  }
}
