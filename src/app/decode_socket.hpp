#pragma once

#include <filesystem>

namespace aproape::app {

// Where this node's decode role listens: a name of its own in DATA/run, since nodes of one installation share
// the folder
// ("decode.HOST.PID.sock"; the host cut short, because a socket's path holds 107 bytes). Removed with the
// object; making one also removes what dead processes of this host left.
class DecodeSocket {
 public:
  explicit DecodeSocket(const std::filesystem::path& data_dir);
  ~DecodeSocket();
  DecodeSocket(const DecodeSocket&) = delete;
  DecodeSocket& operator=(const DecodeSocket&) = delete;

  [[nodiscard]] const std::filesystem::path& path() const { return path_; }

 private:
  std::filesystem::path path_;
};

}  // namespace aproape::app
