#include "storage/blobs.hpp"

#include <doctest/doctest.h>
#include <sys/stat.h>
#include <unistd.h>

#include <fstream>
#include <iterator>
#include <set>
#include <thread>

#include "base/error.hpp"
#include "db/testing/database.hpp"

using namespace aproape;
using db::testing::TestDatabase;
namespace fs = std::filesystem;

namespace {

std::string key_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.key();
  }
  return "";
}

storage::Blob keep(TestDatabase& database, storage::Blobs& blobs, const storage::Blobs::Staged& staged) {
  return database->write([&](db::Tx& tx) { return blobs.record(tx, staged); });
}

std::string read(TestDatabase& database, storage::Blobs& blobs, BlobId id) {
  return database->read([&](db::Tx& tx) { return blobs.get(tx, id); });
}

std::vector<fs::path> files_in(const fs::path& folder) {
  std::vector<fs::path> files;
  for (const auto& entry : fs::recursive_directory_iterator(folder)) {
    if (entry.is_regular_file() && entry.path().filename() != "lock") files.push_back(entry.path());
  }
  return files;
}

std::string bytes_of(const fs::path& path) {
  std::ifstream in(path, std::ios::binary);
  return {std::istreambuf_iterator<char>(in), {}};
}

void write_bytes(const fs::path& path, const std::string& bytes) {
  std::ofstream(path, std::ios::binary | std::ios::trunc) << bytes;
}

}  // namespace

TEST_CASE("bytes of every size come back, and the files show nothing of them") {
  TestDatabase database;
  storage::Blobs blobs(database.dir(), *database);
  const std::string canary = "CANARY-Popescu-Ionel";
  for (const std::size_t size : {std::size_t{0}, std::size_t{1}, std::size_t{65535}, std::size_t{65536},
                                 std::size_t{65537}, std::size_t{300'000}}) {
    std::string bytes;
    while (bytes.size() < size) bytes += canary;
    bytes.resize(size);
    const auto staged = blobs.put(bytes);
    const auto blob = keep(database, blobs, staged);
    CHECK(read(database, blobs, blob.id) == bytes);
    CHECK(staged.path.find(blob.sha256.substr(0, 16)) == std::string::npos);
  }
  for (const auto& file : files_in(database.dir() / "blobs"))
    CHECK(bytes_of(file).find("Popescu") == std::string::npos);
  struct stat status {};
  REQUIRE(::stat((database.dir() / "keys/master.key").c_str(), &status) == 0);
  CHECK((status.st_mode & 0777) == 0600);
}

TEST_CASE(
    "equal bytes are stored once in a ring and apart in two; later blobs may join a ring before it is "
    "recorded") {
  TestDatabase database;
  storage::Blobs blobs(database.dir(), *database);
  const auto first = blobs.put("same");
  const auto other = blobs.put("different", first.ring);
  const auto second = blobs.put("same", first.ring);
  const auto a = keep(database, blobs, other);  // the ring comes with whichever is recorded first
  const auto b = keep(database, blobs, first);
  const auto c = keep(database, blobs, second);
  CHECK(b.id == c.id);
  CHECK(first.path == second.path);
  const auto joined = keep(database, blobs, blobs.put("joined later", first.ring));
  const auto elsewhere = blobs.put("same");
  CHECK(elsewhere.path != first.path);
  CHECK(keep(database, blobs, elsewhere).id != b.id);
  storage::Blobs reopened(database.dir(), *database);
  CHECK(read(database, reopened, a.id) == "different");
  CHECK(read(database, reopened, joined.id) == "joined later");
}

TEST_CASE("a forgotten ring is unreadable for ever, and its files go; other rings stay") {
  TestDatabase database;
  storage::Blobs blobs(database.dir(), *database);
  const auto gone = blobs.put("to be erased");
  const auto erased = keep(database, blobs, gone);
  const auto kept = keep(database, blobs, blobs.put("to be kept"));
  database->write([&](db::Tx& tx) { blobs.forget(tx, gone.ring); });
  CHECK(key_of([&] { (void)read(database, blobs, erased.id); }) == "storage.gone");
  CHECK(key_of([&] { (void)blobs.put("more", gone.ring); }) == "storage.gone");
  const auto path = database.dir() / "blobs" / gone.path;
  fs::last_write_time(path, fs::file_time_type::clock::now() - std::chrono::hours(25));
  CHECK(database->read([&](db::Tx& tx) { return blobs.sweep(tx); }) == 1);
  CHECK_FALSE(fs::exists(path));
  CHECK(read(database, blobs, kept.id) == "to be kept");
}

TEST_CASE("a cut, changed, swapped or missing file is found") {
  TestDatabase database;
  storage::Blobs blobs(database.dir(), *database);
  const auto staged = blobs.put(std::string(200'000, 'x'));
  const auto blob = keep(database, blobs, staged);
  const auto path = database.dir() / "blobs" / staged.path;
  const std::string whole = bytes_of(path);
  const auto corrupt = [&](const std::string& bytes) {
    write_bytes(path, bytes);
    return key_of([&] { (void)read(database, blobs, blob.id); }) == "storage.corrupt";
  };
  constexpr std::size_t kChunk = 65'536 + 17;
  for (const std::size_t length :
       {std::size_t{0}, std::size_t{24}, std::size_t{30}, 24 + kChunk, whole.size() - 1}) {
    CHECK(corrupt(whole.substr(0, length)));
  }
  for (const std::size_t place : {std::size_t{0}, std::size_t{24}, std::size_t{100'000}, whole.size() - 1}) {
    std::string changed = whole;
    changed[place] = static_cast<char>(changed[place] ^ 1);
    CHECK(corrupt(changed));
  }
  CHECK(corrupt(whole.substr(0, 24) + whole.substr(24 + kChunk, kChunk) + whole.substr(24, kChunk) +
                whole.substr(24 + 2 * kChunk)));
  CHECK(corrupt(whole + "x"));
  const auto other = blobs.put("another content", staged.ring);
  CHECK(corrupt(bytes_of(database.dir() / "blobs" / other.path)));
  write_bytes(path, whole);
  CHECK(read(database, blobs, blob.id).size() == 200'000);
  fs::remove(path);
  CHECK(key_of([&] { (void)read(database, blobs, blob.id); }) == "storage.corrupt");
}

TEST_CASE("sweep removes old files that no row names, and nothing young or named") {
  TestDatabase database;
  storage::Blobs blobs(database.dir(), *database);
  const auto named = blobs.put("named");
  const auto blob = keep(database, blobs, named);
  const auto crashed = blobs.put("the process died before its transaction");
  const auto fresh = blobs.put("its transaction is still to come");
  const auto old = fs::file_time_type::clock::now() - std::chrono::hours(25);
  fs::last_write_time(database.dir() / "blobs" / named.path, old);
  fs::last_write_time(database.dir() / "blobs" / crashed.path, old);
  CHECK(database->read([&](db::Tx& tx) { return blobs.sweep(tx); }) == 1);
  CHECK_FALSE(fs::exists(database.dir() / "blobs" / crashed.path));
  CHECK(read(database, blobs, blob.id) == "named");
  const auto late = keep(database, blobs, fresh);
  CHECK(read(database, blobs, late.id) == "its transaction is still to come");
}

TEST_CASE("the decode role gets a plain copy that it cannot change") {
  TestDatabase database;
  storage::Blobs blobs(database.dir(), *database);
  const auto blob = keep(database, blobs, blobs.put("plain"));
  const int fd = database->read([&](db::Tx& tx) { return blobs.open_plain(tx, blob.id); });
  char buffer[16] = {};
  CHECK(::read(fd, buffer, sizeof buffer) == 5);
  CHECK(std::string(buffer) == "plain");
  CHECK(::write(fd, "x", 1) == -1);
  ::close(fd);
}

TEST_CASE("writers in parallel share rings and folders without harm") {
  TestDatabase database;
  storage::Blobs blobs(database.dir(), *database);
  const auto ring = blobs.put("first").ring;
  std::vector<std::thread> threads;
  for (int t = 0; t < 6; ++t) {
    threads.emplace_back([&, t] {
      for (int n = 0; n < 10; ++n) {
        const std::string bytes = "content " + std::to_string(n % 5) + (t % 2 == 0 ? "" : " odd");
        const auto blob = keep(database, blobs, blobs.put(bytes, ring));
        CHECK(read(database, blobs, blob.id) == bytes);
      }
    });
  }
  for (auto& thread : threads) thread.join();
  CHECK(database->read([](db::Tx& tx) { return tx.one("select count(*) from blob")->i64(0); }) == 10);
}
