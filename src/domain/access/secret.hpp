#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace aproape::access {

[[nodiscard]] std::string random_bytes(std::size_t count);
// Random bytes in URL-safe base64 without padding.
[[nodiscard]] std::string random_token(std::size_t bytes);
// A password of `words` groups of five lower-case letters and digits that are not mistaken for one another,
// "k7wmp-x3…": 25 bits a group.
[[nodiscard]] std::string random_password(int words);
// SHA-256 in lower-case hex: how tokens are kept.
[[nodiscard]] std::string token_hash(std::string_view token);

// Encrypts small secrets with one key (XSalsa20-Poly1305). Immutable, thread-safe.
class SecretBox {
 public:
  explicit SecretBox(std::string key) : key_(std::move(key)) {}  // 32 bytes
  [[nodiscard]] std::string seal(std::string_view plain) const;  // hex
  // Throws Error{internal, "access.key"} where the key or the text is not the right one.
  [[nodiscard]] std::string open(std::string_view sealed) const;

 private:
  std::string key_;
};

}  // namespace aproape::access
