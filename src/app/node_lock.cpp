#include "app/node_lock.hpp"

#include <fcntl.h>
#include <sys/file.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "base/log.hpp"
#include "db/lease.hpp"
#include "db/node_life.hpp"

namespace aproape::app {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kKind = "node.";
constexpr std::string_view kEnd = ".lock";

// The open file, locked; -1 where somebody else holds it or it has gone.
int locked(const fs::path& path, int flags) {
  const int file = ::open(path.c_str(), flags | O_RDWR | O_CLOEXEC, 0600);
  if (file < 0) return -1;
  if (::flock(file, LOCK_EX | LOCK_NB) == 0) return file;
  ::close(file);
  return -1;
}

}  // namespace

NodeLock::NodeLock(const fs::path& data_dir, std::string_view host, const std::string& node)
    : folder_(data_dir / "run"),
      prefix_(std::string(kKind) + std::string(host) + "."),
      path_(folder_ / (std::string(kKind) + node + std::string(kEnd))) {
  fs::create_directories(folder_);
  // Locked before it has its name, so that nobody ever finds it unlocked while we live.
  const fs::path unnamed = path_.string() + ".new";
  lock_ = locked(unnamed, O_CREAT | O_EXCL);
  if (lock_ < 0) throw std::system_error(errno, std::generic_category(), "node lock");
  fs::rename(unnamed, path_);
}

NodeLock::~NodeLock() {
  std::error_code ignored;  // what stays is unlocked, and removed by the next start
  fs::remove(path_, ignored);
  ::close(lock_);
}

std::vector<std::string> NodeLock::dead_nodes() const {
  std::vector<std::string> dead;
  for (const auto& entry : fs::directory_iterator(folder_)) {
    const std::string name = entry.path().filename();
    if (!name.starts_with(prefix_) || !name.ends_with(kEnd) || entry.path() == path_) continue;
    const int file = locked(entry.path(), 0);
    if (file < 0) continue;
    ::close(file);
    dead.push_back(name.substr(kKind.size(), name.size() - kKind.size() - kEnd.size()));
  }
  return dead;
}

void NodeLock::take_over(db::Database& database) const {
  for (const std::string& node : dead_nodes()) {
    database.write([&](db::Tx& tx) {
      db::say_ended(tx, node, database.clock().now());
      db::drop_leases(tx, node);
    });
    log::info("node.taken_over", {{"node", node}});
    std::error_code ignored;  // another node may have been faster
    fs::remove(folder_ / (std::string(kKind) + node + std::string(kEnd)), ignored);
  }
}

}  // namespace aproape::app
