#pragma once

#include <functional>
#include <string>
#include <string_view>

#include "storage/key_ring.hpp"

namespace aproape::storage {

// The form of an encrypted file: a 24-byte header, then chunks of 64 KiB, each XChaCha20-Poly1305, the last
// marked (libsodium's secretstream). A cut, swapped, repeated or changed chunk does not open.

// Hands the encrypted bytes to `out`, piece by piece.
void encrypt(const Key& key, std::string_view plain, const std::function<void(std::string_view)>& out);
// Throws Error{internal, "storage.corrupt"}.
[[nodiscard]] std::string decrypt(const Key& key, std::string_view encrypted);

// SHA-256 as lower-case hex.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);
// A name for bytes with this SHA-256 that says nothing to whoever lacks the key (keyed BLAKE2b): 64 hex
// digits.
[[nodiscard]] std::string hidden_name(const Key& key, std::string_view sha256);

}  // namespace aproape::storage
