#include "storage/key_file.hpp"

#include <fcntl.h>
#include <sodium.h>
#include <unistd.h>

#include <cerrno>
#include <fstream>
#include <iterator>

#include "base/error.hpp"

namespace aproape::storage {
namespace {

std::string read_key(const std::filesystem::path& path, std::size_t bytes) {
  std::ifstream file(path, std::ios::binary);
  if (!file) throw Error(ErrorKind::unavailable, "key.file", path.filename().string());
  std::string key{std::istreambuf_iterator<char>(file), std::istreambuf_iterator<char>()};
  if (key.size() != bytes) throw Error(ErrorKind::internal, "key.length", path.filename().string());
  return key;
}

// Writes a file of its own and links it to its name: the link fails where another process was first, and
// nobody ever reads half a key.
void make_key(const std::filesystem::path& path, std::size_t bytes) {
  std::string key(bytes, '\0');
  randombytes_buf(key.data(), key.size());
  const std::filesystem::path fresh = path.string() + "." + std::to_string(::getpid());
  const int file = ::open(fresh.c_str(), O_WRONLY | O_CREAT | O_TRUNC | O_CLOEXEC, 0600);
  if (file < 0) throw Error(ErrorKind::unavailable, "key.file", path.filename().string());
  const bool written =
      ::write(file, key.data(), key.size()) == static_cast<ssize_t>(key.size()) && ::fsync(file) == 0;
  ::close(file);
  const bool linked = written && (::link(fresh.c_str(), path.c_str()) == 0 || errno == EEXIST);
  ::unlink(fresh.c_str());
  if (!linked) throw Error(ErrorKind::unavailable, "key.file", path.filename().string());
}

}  // namespace

std::string load_or_make_key(const std::filesystem::path& path, std::size_t bytes) {
  if (sodium_init() < 0) throw Error(ErrorKind::internal, "key.random");
  std::error_code failure;
  if (!std::filesystem::exists(path, failure)) {
    std::filesystem::create_directories(path.parent_path(), failure);
    make_key(path, bytes);
  }
  return read_key(path, bytes);
}

}  // namespace aproape::storage
