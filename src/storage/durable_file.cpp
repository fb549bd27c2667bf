#include "storage/durable_file.hpp"

#include <fcntl.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <string>
#include <utility>

#include "base/error.hpp"

namespace aproape::storage {
namespace {

constexpr mode_t kFileMode = 0600;
constexpr mode_t kFolderMode = 0700;

[[noreturn]] void fail(const char* step) {
  const int code = errno;
  const bool full = code == ENOSPC || code == EDQUOT || code == EFBIG;
  throw Error(ErrorKind::unavailable, full ? "storage.full" : "storage.failed",
              std::string(step) + ": " + std::strerror(code));
}

}  // namespace

Descriptor::~Descriptor() {
  if (fd_ >= 0) ::close(fd_);
}

int Descriptor::release() {
  return std::exchange(fd_, -1);
}

DurableFile::DurableFile(std::filesystem::path temporary)
    : temporary_(std::move(temporary)),
      fd_(::open(temporary_.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC | O_NOFOLLOW, kFileMode)) {
  if (!fd_.valid()) fail("create");
}

DurableFile::~DurableFile() {
  if (!published_) ::unlink(temporary_.c_str());
}

void DurableFile::write(std::string_view bytes) {
  while (!bytes.empty()) {
    const ssize_t written = ::write(fd_.get(), bytes.data(), bytes.size());
    if (written < 0 && errno == EINTR) continue;
    if (written < 0) fail("write");
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

void DurableFile::publish(const std::filesystem::path& target) {
  if (::fdatasync(fd_.get()) != 0) fail("sync");
  if (::rename(temporary_.c_str(), target.c_str()) != 0) fail("rename");
  published_ = true;
  sync_folder(target.parent_path());
}

void sync_folder(const std::filesystem::path& folder) {
  const Descriptor fd(::open(folder.c_str(), O_RDONLY | O_DIRECTORY | O_CLOEXEC));
  if (!fd.valid() || ::fsync(fd.get()) != 0) fail("sync folder");
}

void make_folder(const std::filesystem::path& folder) {
  if (std::filesystem::is_directory(folder)) return;
  const auto parent = folder.parent_path();
  if (!parent.empty()) make_folder(parent);
  if (::mkdir(folder.c_str(), kFolderMode) != 0 && errno != EEXIST) fail("make folder");
  sync_folder(parent.empty() ? std::filesystem::path(".") : parent);
}

std::string read_file(const std::filesystem::path& path) {
  const Descriptor fd(::open(path.c_str(), O_RDONLY | O_CLOEXEC));
  struct stat status {};
  if (!fd.valid() || ::fstat(fd.get(), &status) != 0) {
    throw Error(ErrorKind::internal, "storage.corrupt", std::string("open: ") + std::strerror(errno));
  }
  std::string bytes(static_cast<std::size_t>(status.st_size), '\0');
  std::size_t got = 0;
  while (got < bytes.size()) {
    const ssize_t read = ::read(fd.get(), bytes.data() + got, bytes.size() - got);
    if (read < 0 && errno == EINTR) continue;
    if (read <= 0) throw Error(ErrorKind::internal, "storage.corrupt", "the file ends early");
    got += static_cast<std::size_t>(read);
  }
  return bytes;
}

}  // namespace aproape::storage
