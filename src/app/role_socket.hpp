#pragma once

#include <filesystem>
#include <string_view>

namespace aproape::app {

// Where a role of this node listens: a name of its own in DATA/run, since nodes of one installation share the
// folder ("decode.HOST.PID.sock"; the host cut short, because a socket's path holds 107 bytes). Removed with
// the object; making one also removes what dead processes of this host left. Throws Error(config.bad_value)
// where the folder's path is too long for a socket in it: without its readers the program would take mail and
// show none.
class RoleSocket {
 public:
  RoleSocket(const std::filesystem::path& data_dir, std::string_view role);
  ~RoleSocket();
  RoleSocket(const RoleSocket&) = delete;
  RoleSocket& operator=(const RoleSocket&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace aproape::app
