#include "storage/durable_file.hpp"

#include <doctest/doctest.h>
#include <sys/resource.h>
#include <sys/syscall.h>
#include <unistd.h>

#include <atomic>
#include <cerrno>
#include <csignal>
#include <functional>

#include "base/error.hpp"
#include "db/testing/database.hpp"
#include "storage/blobs.hpp"

using namespace aproape;
namespace fs = std::filesystem;

namespace {

std::atomic<int> g_flush_error{0};

std::string key_of(const std::function<void()>& action) {
  try {
    action();
  } catch (const Error& error) {
    return error.key();
  }
  return "";
}

}  // namespace

// Stand before libc's in this program.
extern "C" int fdatasync(int fd) {
  if (g_flush_error != 0) {
    errno = g_flush_error;
    return -1;
  }
  return static_cast<int>(::syscall(SYS_fdatasync, fd));
}

TEST_CASE("a file appears whole or not at all") {
  db::testing::TempDir dir;
  const fs::path temporary = dir.path() / "new";
  const fs::path target = dir.path() / "target";
  {
    storage::DurableFile file(temporary);
    file.write("half");
  }
  CHECK(fs::is_empty(dir.path()));
  for (const int error : {EIO, ENOSPC}) {
    g_flush_error = error;
    CHECK(key_of([&] {
            storage::DurableFile file(temporary);
            file.write("not flushed");
            file.publish(target);
          }) == (error == EIO ? "storage.failed" : "storage.full"));
    g_flush_error = 0;
    CHECK(fs::is_empty(dir.path()));
  }
  {
    storage::DurableFile file(temporary);
    file.write("whole");
    file.publish(target);
  }
  CHECK(storage::read_file(target) == "whole");
  CHECK_FALSE(fs::exists(temporary));
}

TEST_CASE("a disk that fills in the middle of a write leaves nothing and is told as full") {
  db::testing::TestDatabase database;
  storage::Blobs blobs(database.dir(), *database);
  std::signal(SIGXFSZ, SIG_IGN);
  rlimit before{};
  REQUIRE(::getrlimit(RLIMIT_FSIZE, &before) == 0);
  rlimit small = before;
  small.rlim_cur = 100'000;  // a write beyond it fails as one beyond the disk's end does
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &small) == 0);
  const std::string key = key_of([&] { (void)blobs.put(std::string(300'000, 'x')); });
  REQUIRE(::setrlimit(RLIMIT_FSIZE, &before) == 0);
  CHECK(key == "storage.full");
  CHECK(fs::is_empty(database.dir() / "blobs" / "new"));
  const auto staged = blobs.put(std::string(300'000, 'x'));
  const auto blob = database->write([&](db::Tx& tx) { return blobs.record(tx, staged); });
  CHECK(database->read([&](db::Tx& tx) { return blobs.get(tx, blob.id).size(); }) == 300'000);
}
