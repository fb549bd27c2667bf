#include "voice/sip/network.hpp"

#include <algorithm>
#include <charconv>

#include "base/error.hpp"
#include "voice/media/rtp_socket.hpp"

namespace aproape::voice {

Networks::Networks(const std::vector<std::string>& list) {
  for (const std::string& entry : list) {
    if (entry.find(':') != std::string::npos) continue;
    const auto slash = entry.find('/');
    const auto address = read_ipv4(entry.substr(0, slash));
    unsigned bits = 32;
    if (slash != std::string::npos) {
      const char* end = entry.data() + entry.size();
      const auto [stop, fault] = std::from_chars(entry.data() + slash + 1, end, bits);
      if (fault != std::errc{} || stop != end || bits > 32) bits = 33;
    }
    if (!address || bits > 32) throw Error(ErrorKind::invalid, "net.network", entry);
    const std::uint32_t mask = bits == 0 ? 0 : ~std::uint32_t{0} << (32 - bits);
    networks_.push_back({*address & mask, mask});
  }
}

bool Networks::contains(std::uint32_t address) const {
  return std::any_of(networks_.begin(), networks_.end(),
                     [&](const Network& one) { return (address & one.mask) == one.base; });
}

}  // namespace aproape::voice
