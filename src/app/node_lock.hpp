#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"

namespace aproape::app {

// A lock in DATA/run that the kernel gives back when this process dies, however it dies. So the next start
// knows for certain which nodes of this host are dead, and takes over at once what they held (router, timers,
// sequencer, running jobs) instead of waiting until it runs out. Of other hosts nothing is judged: their
// leases run out.
class NodeLock {
 public:
  // `node` is "HOST.NUMBER", never the same twice. Throws std::system_error where the folder cannot be
  // written.
  NodeLock(const std::filesystem::path& data_dir, std::string_view host, const std::string& node);
  ~NodeLock();
  NodeLock(const NodeLock&) = delete;
  NodeLock& operator=(const NodeLock&) = delete;

  // Ends in the database what dead nodes of this host left; call before work starts.
  void take_over(db::Database& database) const;

 private:
  [[nodiscard]] std::vector<std::string> dead_nodes() const;

  std::filesystem::path folder_;
  std::string prefix_;
  std::filesystem::path path_;
  int lock_ = -1;
};

}  // namespace aproape::app
