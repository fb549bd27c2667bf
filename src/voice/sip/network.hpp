#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace aproape::voice {

// A set of IPv4 networks, "127.0.0.0/8"; an address alone is a network of one. An IPv6 network is left out:
// nobody comes from there, since voice listens on IPv4.
class Networks {
 public:
  Networks() = default;
  // Throws Error{invalid, "net.network"} where an entry is no network.
  explicit Networks(const std::vector<std::string>& list);
  [[nodiscard]] bool contains(std::uint32_t address) const;

 private:
  struct Network {
    std::uint32_t base = 0;
    std::uint32_t mask = 0;
  };
  std::vector<Network> networks_;
};

}  // namespace aproape::voice
