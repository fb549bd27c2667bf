#include "channels/mail/spool.hpp"

#include <fcntl.h>
#include <sys/mman.h>
#include <unistd.h>

#include <cerrno>
#include <system_error>

#include "base/error.hpp"

namespace aproape::mail {
namespace {

constexpr std::size_t kMemoryLimit = 1U << 20U;

[[noreturn]] void fail() {
  const int code = errno;
  throw Error(ErrorKind::unavailable,
              code == ENOSPC || code == EDQUOT ? "storage.full" : "storage.unavailable",
              std::generic_category().message(code));
}

}  // namespace

void Spool::append(std::string_view bytes) {
  if (file_ < 0 && memory_.size() + bytes.size() > kMemoryLimit) open_file();
  if (file_ < 0) {
    memory_ += bytes;
  } else {
    write_file(bytes);
  }
  size_ += bytes.size();
}

void Spool::open_file() {
  std::filesystem::create_directories(folder_);
  file_ = ::open(folder_.c_str(), O_TMPFILE | O_RDWR | O_CLOEXEC, 0600);
  if (file_ < 0) fail();
  write_file(memory_);
  memory_.clear();
  memory_.shrink_to_fit();
}

void Spool::write_file(std::string_view bytes) {
  while (!bytes.empty()) {
    const auto written = ::write(file_, bytes.data(), bytes.size());
    if (written < 0) {
      if (errno == EINTR) continue;
      fail();
    }
    bytes.remove_prefix(static_cast<std::size_t>(written));
  }
}

std::string_view Spool::view() {
  if (file_ < 0) return memory_;
  if (mapping_ != nullptr) ::munmap(mapping_, mapped_);
  mapping_ = ::mmap(nullptr, size_, PROT_READ, MAP_PRIVATE, file_, 0);
  if (mapping_ == MAP_FAILED) {
    mapping_ = nullptr;
    fail();
  }
  mapped_ = size_;
  return {static_cast<const char*>(mapping_), size_};
}

void Spool::clear() noexcept {
  if (mapping_ != nullptr) ::munmap(mapping_, mapped_);
  mapping_ = nullptr;
  if (file_ >= 0) ::close(file_);
  file_ = -1;
  memory_.clear();
  size_ = 0;
}

}  // namespace aproape::mail
