#include "app/node_lock.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include "db/lease.hpp"
#include "db/node_life.hpp"
#include "db/testing/database.hpp"

namespace aproape::app {
namespace {

// A process that marked itself as `node` and was killed.
void die_as(const std::filesystem::path& data, const std::string& node) {
  const pid_t child = ::fork();
  if (child == 0) {
    const NodeLock lock(data, "here", node);
    ::kill(::getpid(), SIGKILL);
  }
  ::waitpid(child, nullptr, 0);
}

TEST_CASE(
    "what a killed node of this host held is free at the next start; the living and other hosts keep "
    "theirs") {
  db::testing::for_each_database([](db::Database& database) {
    const db::testing::TempDir dir;
    const Millis now = database.clock().now();
    const NodeLock living(dir.path(), "here", "here.2");
    die_as(dir.path(), "here.1");
    const NodeLock elsewhere(dir.path(), "there", "there.3");
    database.write([&](db::Tx& tx) {
      for (const auto& [lease, node] :
           {std::pair{"router", "here.1"}, {"timers", "here.2"}, {"feed", "there.3"}}) {
        db::say_alive(tx, node, now);
        REQUIRE(db::take_lease(tx, lease, node, now, kHour));
      }
    });
    const NodeLock next(dir.path(), "here", "here.4");
    next.take_over(database);
    database.write([&](db::Tx& tx) {
      CHECK(db::take_lease(tx, "router", "here.4", now, kHour));
      CHECK(db::is_dead(tx, "here.1/0", "here.4", now));
      CHECK_FALSE(db::take_lease(tx, "timers", "here.4", now, kHour));
      CHECK_FALSE(db::take_lease(tx, "feed", "here.4", now, kHour));
    });
    CHECK_FALSE(std::filesystem::exists(dir.path() / "run" / "node.here.1.lock"));
  });
}

}  // namespace
}  // namespace aproape::app
