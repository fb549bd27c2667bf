#include "base/id.hpp"

#include <atomic>
#include <charconv>

namespace aproape {
namespace {

constexpr Millis kEpoch = 1'704'067'200'000;  // 2024-01-01T00:00:00Z
std::atomic<std::int64_t> g_last{0};          // milliseconds and sequence of the last id, without the node
std::atomic<std::int64_t> g_node{0};

}  // namespace

std::int64_t next_id() {
  const std::int64_t fresh = (Clock::system().now() - kEpoch) << 12;
  std::int64_t last = g_last.load(std::memory_order_relaxed);
  std::int64_t mine = 0;
  do {
    mine = fresh > last ? fresh : last + 1;
  } while (!g_last.compare_exchange_weak(last, mine, std::memory_order_relaxed));
  const std::int64_t millis = mine >> 12;
  const std::int64_t sequence = mine & 0xFFF;
  return (millis << 22) | (g_node.load(std::memory_order_relaxed) << 12) | sequence;
}

void set_id_node(int node) {
  g_node.store(node & 0x3FF, std::memory_order_relaxed);
}

std::optional<std::int64_t> parse_id(std::string_view text) {
  std::int64_t value = 0;
  const auto [end, failure] = std::from_chars(text.data(), text.data() + text.size(), value);
  if (failure != std::errc{} || end != text.data() + text.size() || value <= 0) return std::nullopt;
  return value;
}

}  // namespace aproape
