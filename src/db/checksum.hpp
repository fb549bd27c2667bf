#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace aproape::db {

// FNV-1a of 64 bits as 16 hex digits: finds an edited migration. Against accident, not against an attacker.
[[nodiscard]] inline std::string checksum(std::string_view text) {
  constexpr std::uint64_t kOffset = 14'695'981'039'346'656'037ULL;
  constexpr std::uint64_t kPrime = 1'099'511'628'211ULL;
  std::uint64_t hash = kOffset;
  for (const char c : text) hash = (hash ^ static_cast<unsigned char>(c)) * kPrime;
  constexpr std::string_view kDigits = "0123456789abcdef";
  std::string out;
  for (int shift = 60; shift >= 0; shift -= 4) out += kDigits[(hash >> shift) & 0xF];
  return out;
}

}  // namespace aproape::db
