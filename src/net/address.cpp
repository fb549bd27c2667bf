#include "net/address.hpp"

#include <arpa/inet.h>

#include <algorithm>
#include <charconv>
#include <cstring>
#include <system_error>

#include "base/error.hpp"
#include "net/http_head.hpp"

namespace aproape::net {
namespace {

template <class Number>
std::optional<Number> number(std::string_view text) {
  Number value = 0;
  const auto* end = text.data() + text.size();
  const auto [stop, error] = std::from_chars(text.data(), end, value);
  if (text.empty() || stop != end || error != std::errc()) return std::nullopt;
  return value;
}

bool same_prefix(const IpBytes& a, const IpBytes& b, int bits) {
  const auto whole = static_cast<std::size_t>(bits / 8);
  if (std::memcmp(a.data(), b.data(), whole) != 0) return false;
  const int rest = bits % 8;
  return rest == 0 || ((a[whole] ^ b[whole]) >> (8 - rest)) == 0;
}

std::string_view trim(std::string_view text) {
  while (!text.empty() && (text.front() == ' ' || text.front() == '\t')) text.remove_prefix(1);
  while (!text.empty() && (text.back() == ' ' || text.back() == '\t')) text.remove_suffix(1);
  return text;
}

}  // namespace

std::optional<IpBytes> parse_ip(std::string_view text) {
  const std::string copy(text);
  IpBytes bytes{};
  if (inet_pton(AF_INET6, copy.c_str(), bytes.data()) == 1) return bytes;
  bytes = {0, 0, 0, 0, 0, 0, 0, 0, 0, 0, 0xff, 0xff};
  if (inet_pton(AF_INET, copy.c_str(), bytes.data() + 12) == 1) return bytes;
  return std::nullopt;
}

Networks::Networks(const std::vector<std::string>& cidrs) {
  for (const std::string_view text : cidrs) {
    const auto slash = text.find('/');
    const auto address = parse_ip(text.substr(0, slash));
    const bool v4 = text.find(':') == std::string_view::npos;
    const int most = v4 ? 32 : 128;
    const auto bits =
        slash == std::string_view::npos ? most : number<int>(text.substr(slash + 1)).value_or(-1);
    if (!address || bits < 0 || bits > most)
      throw Error(ErrorKind::invalid, "net.network", std::string(text));
    networks_.push_back({*address, v4 ? bits + 96 : bits});
  }
}

bool Networks::contains(std::string_view address) const {
  const auto ip = parse_ip(address);
  return ip && std::any_of(networks_.begin(), networks_.end(), [&](const Network& network) {
           return same_prefix(*ip, network.address, network.bits);
         });
}

std::optional<Endpoint> parse_endpoint(std::string_view text) {
  const auto colon = text.rfind(':');
  if (colon == std::string_view::npos) return std::nullopt;
  auto host = text.substr(0, colon);
  const auto port = number<std::uint16_t>(text.substr(colon + 1));
  const bool bracketed = host.size() > 2 && host.front() == '[' && host.back() == ']';
  if (bracketed) host = host.substr(1, host.size() - 2);
  if (host == "localhost") host = "127.0.0.1";
  if (!port || !parse_ip(host) || bracketed != (host.find(':') != std::string_view::npos))
    return std::nullopt;
  return Endpoint{std::string(host), *port};
}

std::string to_text(const Endpoint& endpoint) {
  const bool v6 = endpoint.host.find(':') != std::string::npos;
  return (v6 ? '[' + endpoint.host + ']' : endpoint.host) + ':' + std::to_string(endpoint.port);
}

Origin find_origin(std::string peer, bool tls, const Headers& headers, const Networks& trusted) {
  Origin origin{std::move(peer), tls};
  if (!trusted.contains(origin.peer)) return origin;
  // Only the nearest proxy's word on the scheme counts; it sets the field, it does not add to it.
  if (field(headers, "X-Forwarded-Proto") == "https") origin.tls = true;
  auto chain = field(headers, "X-Forwarded-For");
  while (!chain.empty()) {
    const auto comma = chain.rfind(',');
    const auto last = trim(comma == std::string_view::npos ? chain : chain.substr(comma + 1));
    if (!parse_ip(last)) break;
    origin.peer = last;
    if (!trusted.contains(last) || comma == std::string_view::npos) break;
    chain = chain.substr(0, comma);
  }
  return origin;
}

}  // namespace aproape::net
