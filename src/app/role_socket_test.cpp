#include "app/role_socket.hpp"

#include <doctest/doctest.h>
#include <sys/wait.h>
#include <unistd.h>

#include <fstream>

#include "base/error.hpp"
#include "db/testing/database.hpp"

namespace aproape::app {
namespace {

// The pid of a process that is over.
pid_t dead() {
  const pid_t child = ::fork();
  if (child == 0) ::_exit(0);
  ::waitpid(child, nullptr, 0);
  return child;
}

TEST_CASE("each node has a socket of its own; only what the dead of this host left is removed") {
  const db::testing::TempDir dir;
  std::filesystem::path left, kept;
  {
    const RoleSocket own(dir.path(), "decode");
    CHECK(own.path().parent_path() == dir.path() / "run");
    std::ofstream(own.path()).put('x');
    std::string name = own.path().filename();
    const std::string pid = std::to_string(::getpid());
    const auto of = [&](const std::string& other) {
      std::string changed = name;
      changed.replace(changed.find("." + pid + ".") + 1, pid.size(), other);
      return own.path().parent_path() / changed;
    };
    left = of(std::to_string(dead()));
    kept = of("1");
    std::ofstream(left).put('x');
    std::ofstream(kept).put('x');
    std::ofstream(dir.path() / "run" / "decode.elsewhere.1.sock").put('x');
    const RoleSocket again(dir.path(), "decode");
    const RoleSocket other(dir.path(), "voice");
    CHECK(other.path() != again.path());
    CHECK_FALSE(std::filesystem::exists(left));
    CHECK(std::filesystem::exists(kept));
    CHECK(std::filesystem::exists(dir.path() / "run" / "decode.elsewhere.1.sock"));
    CHECK(std::filesystem::exists(own.path()));
  }
  CHECK(std::filesystem::exists(kept));
}

TEST_CASE("a data folder whose path is too long for a socket is refused at the start") {
  const db::testing::TempDir dir;
  const std::filesystem::path deep = dir.path() / std::string(100, 'd');
  CHECK_THROWS_WITH_AS(RoleSocket(deep, "decode"), doctest::Contains("data.dir is too long"), Error);
}

}  // namespace
}  // namespace aproape::app
