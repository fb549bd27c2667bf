#include "storage/signature.hpp"

#include <openssl/crypto.h>
#include <openssl/evp.h>
#include <openssl/hmac.h>

#include "base/error.hpp"

namespace aproape::storage {

std::string sign(std::string_view key, std::string_view purpose, std::string_view text, std::size_t bytes) {
  unsigned char digest[EVP_MAX_MD_SIZE];
  unsigned int size = 0;
  const std::string signed_text = std::string(purpose) + ':' + std::string(text);
  if (HMAC(EVP_sha256(), key.data(), static_cast<int>(key.size()),
           reinterpret_cast<const unsigned char*>(signed_text.data()), signed_text.size(), digest,
           &size) == nullptr)
    throw Error(ErrorKind::internal, "internal", "HMAC failed");
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string hex;
  for (std::size_t i = 0; i < bytes && i < size; ++i) {
    hex += kDigits[digest[i] >> 4U];
    hex += kDigits[digest[i] & 15U];
  }
  return hex;
}

bool signature_fits(std::string_view key, std::string_view purpose, std::string_view text,
                    std::string_view signature, std::size_t bytes) {
  const std::string expected = sign(key, purpose, text, bytes);
  return expected.size() == signature.size() &&
         CRYPTO_memcmp(expected.data(), signature.data(), expected.size()) == 0;
}

}  // namespace aproape::storage
