#include "domain/access/totp.hpp"

#include <liboath/oath.h>
#include <sodium.h>

#include <array>

#include "base/error.hpp"

namespace aproape::access {
namespace {

constexpr Millis kStep = 30 * kSecond;

}  // namespace

std::string totp_code(std::string_view secret, std::int64_t step, unsigned digits) {
  static const int ready = oath_init();
  std::array<char, 16> code{};
  if (ready != OATH_OK ||
      oath_hotp_generate(secret.data(), secret.size(), static_cast<std::uint64_t>(step), digits, false,
                         OATH_HOTP_DYNAMIC_TRUNCATION, code.data()) != OATH_OK)
    throw Error(ErrorKind::internal, "access.totp");
  return code.data();
}

std::optional<std::int64_t> totp_step(std::string_view secret, std::string_view code, Millis at,
                                      std::int64_t last_used) {
  std::optional<std::int64_t> found;
  const std::int64_t now = at / kStep;
  for (std::int64_t step = now - 1; step <= now + 1; ++step) {
    const std::string right = totp_code(secret, step);
    const bool same =
        right.size() == code.size() && sodium_memcmp(right.data(), code.data(), code.size()) == 0;
    if (same && step > last_used) found = step;
  }
  return found;
}

std::string base32(std::string_view bytes) {
  constexpr std::string_view kLetters = "ABCDEFGHIJKLMNOPQRSTUVWXYZ234567";
  std::string out;
  unsigned buffer = 0;
  int bits = 0;
  for (const char c : bytes) {
    buffer = (buffer << 8U) | static_cast<unsigned char>(c);
    bits += 8;
    while (bits >= 5) {
      bits -= 5;
      out += kLetters[(buffer >> static_cast<unsigned>(bits)) & 31U];
    }
    buffer &= (1U << static_cast<unsigned>(bits)) - 1U;
  }
  if (bits > 0) out += kLetters[(buffer << static_cast<unsigned>(5 - bits)) & 31U];
  return out;
}

}  // namespace aproape::access
