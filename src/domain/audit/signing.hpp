#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace aproape::audit {

// A signed statement "the chain had `seq` entries and ended with `hash` at this moment".
struct Head {
  std::int64_t seq = 0;
  Millis at = 0;
  std::string hash;
  std::string public_key;  // hex
  std::string signature;   // Ed25519 of the above, hex
};

// Signs heads with the installation's Ed25519 key (RFC 8032). Immutable, thread-safe.
class HeadSigner {
 public:
  // `seed`: 32 secret bytes.
  explicit HeadSigner(const std::string& seed);
  ~HeadSigner();
  HeadSigner(const HeadSigner&) = delete;
  HeadSigner& operator=(const HeadSigner&) = delete;

  [[nodiscard]] Head sign(std::int64_t seq, Millis at, const std::string& hash) const;
  // Whether this installation's key signed it.
  [[nodiscard]] bool signed_by_us(const Head& head) const;

 private:
  std::string secret_;
  std::string public_;
};

// The heads' second place, a file beside the database, so that cutting both tables is found too.
class HeadFile {
 public:
  explicit HeadFile(std::filesystem::path path) : path_(std::move(path)) {}
  // Adds a line and syncs it. Throws Error{unavailable, "audit.head_file"}.
  void append(const Head& head) const;
  // All lines; a damaged line gives a head whose signature fits nothing.
  [[nodiscard]] std::vector<Head> read() const;

 private:
  std::filesystem::path path_;
};

}  // namespace aproape::audit
