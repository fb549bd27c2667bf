#pragma once

#include <filesystem>
#include <string_view>

namespace aproape::storage {

// A file descriptor that closes itself.
class Descriptor {
 public:
  explicit Descriptor(int fd) : fd_(fd) {}
  ~Descriptor();
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  [[nodiscard]] int get() const { return fd_; }
  [[nodiscard]] bool valid() const { return fd_ >= 0; }
  // Gives the descriptor up to the caller.
  int release();

 private:
  int fd_;
};

// A file that appears under its name only when it is whole and on disk: written beside, synced, renamed, the
// folder synced. Where it is destroyed before publish(), nothing remains. Throws Error{unavailable,
// "storage.full"} for a full disk and {unavailable, "storage.failed"} for any other refusal; after a failed
// flush the file is given up, never flushed again (the kernel may have dropped its pages).
class DurableFile {
 public:
  explicit DurableFile(std::filesystem::path temporary);
  ~DurableFile();
  DurableFile(const DurableFile&) = delete;
  DurableFile& operator=(const DurableFile&) = delete;

  void write(std::string_view bytes);
  void publish(const std::filesystem::path& target);

 private:
  std::filesystem::path temporary_;
  Descriptor fd_;
  bool published_ = false;
};

// Makes the names in `folder` durable.
void sync_folder(const std::filesystem::path& folder);
// Makes a folder (0700) and its missing parents, durably.
void make_folder(const std::filesystem::path& folder);
// The whole file; throws Error{internal, "storage.corrupt"} where it cannot be read.
[[nodiscard]] std::string read_file(const std::filesystem::path& path);

}  // namespace aproape::storage
