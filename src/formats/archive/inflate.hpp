#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace aproape::archive {

enum class Wrapping { raw, gzip };

struct Inflated {
  std::string bytes;         // empty where the limit was met and nothing was kept
  std::uint64_t length = 0;  // bytes that came out before the end or the limit
  bool complete = false;
  bool bomb = false;  // the ratio or total says so; unpacking stopped there
};

// Unpacks at most `keep` bytes into memory and counts on to `count_to` bytes. Never throws on content.
[[nodiscard]] Inflated unpack(std::string_view packed, Wrapping wrapping, std::size_t keep,
                              std::uint64_t count_to);

}  // namespace aproape::archive
