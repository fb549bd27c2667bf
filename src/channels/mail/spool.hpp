#pragma once

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>

namespace aproape::mail {

// The bytes of a message while it comes in: in memory up to 1 MB, then in an unnamed file of `folder`, so
// that many slow senders of large mails do not fill the memory. One thread at a time.
class Spool {
 public:
  explicit Spool(std::filesystem::path folder) : folder_(std::move(folder)) {}
  ~Spool() { clear(); }
  Spool(const Spool&) = delete;
  Spool& operator=(const Spool&) = delete;

  // Throws Error{unavailable, "storage.full"} where the disk takes no more.
  void append(std::string_view bytes);
  // All bytes; valid until the next call of append() or clear().
  [[nodiscard]] std::string_view view();
  void clear() noexcept;
  [[nodiscard]] std::size_t size() const { return size_; }

 private:
  void open_file();
  void write_file(std::string_view bytes);

  std::filesystem::path folder_;
  std::string memory_;
  std::size_t size_ = 0;
  int file_ = -1;
  void* mapping_ = nullptr;
  std::size_t mapped_ = 0;
};

}  // namespace aproape::mail
