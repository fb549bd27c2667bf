#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace aproape::db {

// FNV-1a of 64 bits: finds an edited migration or a damaged backup file. Against accident, not against an
// attacker.
class Checksum {
 public:
  Checksum& add(std::string_view bytes) {
    constexpr std::uint64_t kPrime = 1'099'511'628'211ULL;
    for (const char c : bytes) hash_ = (hash_ ^ static_cast<unsigned char>(c)) * kPrime;
    return *this;
  }
  // 16 hex digits.
  [[nodiscard]] std::string hex() const {
    constexpr std::string_view kDigits = "0123456789abcdef";
    std::string out;
    for (int shift = 60; shift >= 0; shift -= 4) out += kDigits[(hash_ >> shift) & 0xF];
    return out;
  }

 private:
  std::uint64_t hash_ = 14'695'981'039'346'656'037ULL;
};

}  // namespace aproape::db
