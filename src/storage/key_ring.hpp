#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <string_view>

namespace aproape::storage {

// 32 secret bytes; wiped when destroyed.
class Key {
 public:
  static constexpr std::size_t kSize = 32;
  // Fresh, from the system's random source.
  static Key random();
  explicit Key(std::string_view bytes);  // exactly kSize
  ~Key();
  Key(const Key&) = default;
  Key& operator=(const Key&) = default;

  [[nodiscard]] const unsigned char* data() const { return bytes_; }
  // A key for one purpose, from which neither this key nor its siblings follow.
  [[nodiscard]] Key derive(std::uint64_t purpose) const;

 private:
  Key() = default;
  unsigned char bytes_[kSize] = {};
};

// What a ring's key is derived for.
inline constexpr std::uint64_t kContentKey = 1;
inline constexpr std::uint64_t kNameKey = 2;

// Reads DIR/keys/master.key, made with mode 0600 at first use. Throws Error{internal, "storage.master_key"}
// where the file is not 32 bytes or may be read by others.
[[nodiscard]] Key load_master_key(const std::filesystem::path& keys_dir);

// The key of ring `ring` under the master key (XChaCha20-Poly1305 with the ring's id as associated data, so
// that a wrapped key cannot be moved to another ring).
[[nodiscard]] std::string wrap_key(const Key& master, const Key& key, std::int64_t ring);
// Throws Error{internal, "storage.corrupt"} where it does not open.
[[nodiscard]] Key unwrap_key(const Key& master, std::string_view wrapped, std::int64_t ring);

}  // namespace aproape::storage
