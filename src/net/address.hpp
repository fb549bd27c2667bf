#pragma once

#include <array>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "net/exchange.hpp"

namespace aproape::net {

// An IP address as 16 bytes; IPv4 in its mapped form, so that both compare alike.
using IpBytes = std::array<std::uint8_t, 16>;
[[nodiscard]] std::optional<IpBytes> parse_ip(std::string_view text);

// Networks in CIDR form ("127.0.0.0/8", "::1/128", "192.0.2.7").
class Networks {
 public:
  Networks() = default;
  // Throws Error{invalid, "net.network"} where an entry is malformed.
  explicit Networks(const std::vector<std::string>& cidrs);
  [[nodiscard]] bool contains(std::string_view address) const;

 private:
  struct Network {
    IpBytes address;
    int bits;  // of 128
  };
  std::vector<Network> networks_;
};

// "127.0.0.1:8080", "[::1]:8080".
struct Endpoint {
  std::string host;  // a numeric address
  std::uint16_t port = 0;
};
[[nodiscard]] std::optional<Endpoint> parse_endpoint(std::string_view text);
[[nodiscard]] std::string to_text(const Endpoint& endpoint);

// Who really asks and how: where `peer` is a trusted proxy, the last address of X-Forwarded-For that is not
// one, and X-Forwarded-Proto; otherwise the peer itself, whatever the fields say.
struct Origin {
  std::string peer;
  bool tls = false;
};
[[nodiscard]] Origin find_origin(std::string peer, bool tls, const Headers& headers, const Networks& trusted);

}  // namespace aproape::net
