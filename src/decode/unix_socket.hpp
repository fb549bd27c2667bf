#pragma once

#include <array>
#include <cstddef>
#include <filesystem>
#include <optional>
#include <string_view>
#include <utility>

#include "base/time.hpp"

namespace aproape::decode {

// Owns a descriptor.
class Descriptor {
 public:
  Descriptor() = default;
  explicit Descriptor(int number) : number_(number) {}
  Descriptor(Descriptor&& other) noexcept : number_(std::exchange(other.number_, -1)) {}
  Descriptor& operator=(Descriptor&& other) noexcept;
  Descriptor(const Descriptor&) = delete;
  Descriptor& operator=(const Descriptor&) = delete;
  ~Descriptor();

  [[nodiscard]] int get() const { return number_; }
  explicit operator bool() const { return number_ >= 0; }

 private:
  int number_ = -1;
};

// Listens at `path` (replacing a stale socket), for this user alone. Empty on failure (errno).
[[nodiscard]] Descriptor listen_at(const std::filesystem::path& path);
// Empty where nobody listens.
[[nodiscard]] Descriptor connect_to(const std::filesystem::path& path);

// Sends, receives one descriptor with a single byte (SCM_RIGHTS).
[[nodiscard]] bool send_descriptor(int socket, int descriptor);
[[nodiscard]] Descriptor receive_descriptor(int socket);

// Writes all; false where the other side is gone.
[[nodiscard]] bool write_all(int socket, std::string_view bytes);
enum class ReadEnd { done, closed, late };
// Reads exactly `size` bytes before `deadline` (of Clock::monotonic).
[[nodiscard]] ReadEnd read_exactly(int socket, char* to, std::size_t size, Millis deadline);

}  // namespace aproape::decode
