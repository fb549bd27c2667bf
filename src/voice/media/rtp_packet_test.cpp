#include "voice/media/rtp_packet.hpp"

#include <doctest/doctest.h>

#include <vector>

using namespace aproape::voice;

TEST_CASE("an RTP header survives writing and reading") {
  const auto header = write_rtp({true, 101, 0xFFFE, 0x80000001, 0xCAFEBABE});
  std::vector<std::uint8_t> bytes(header.begin(), header.end());
  bytes.insert(bytes.end(), {1, 2, 3});
  const auto packet = read_rtp(bytes);
  REQUIRE(packet);
  CHECK(packet->header.marker);
  CHECK(packet->header.payload_type == 101);
  CHECK(packet->header.sequence == 0xFFFE);
  CHECK(packet->header.timestamp == 0x80000001);
  CHECK(packet->header.ssrc == 0xCAFEBABE);
  CHECK(packet->payload.size() == 3);
}

TEST_CASE("contributing sources, an extension and padding are stepped over") {
  const auto header = write_rtp({false, 8, 1, 1, 1});
  std::vector<std::uint8_t> bytes(header.begin(), header.end());
  bytes[0] = 0x80 | 0x20 | 0x10 | 1;
  bytes.insert(bytes.end(), {9, 9, 9, 9, 0xBE, 0xDE, 0, 1, 7, 7, 7, 7, 42, 43, 0, 2});
  const auto packet = read_rtp(bytes);
  REQUIRE(packet);
  REQUIRE(packet->payload.size() == 2);
  CHECK(packet->payload[0] == 42);
  bytes[19] = 200;  // an extension longer than the datagram
  CHECK_FALSE(read_rtp(bytes));
  bytes[19] = 1;
  bytes.back() = 99;  // padding longer than the payload
  CHECK_FALSE(read_rtp(bytes));
}

TEST_CASE("what is not RTP is refused") {
  CHECK_FALSE(read_rtp({}));
  std::vector<std::uint8_t> bytes(12, 0);
  CHECK_FALSE(read_rtp(bytes));
  bytes[0] = 0x80;
  bytes[1] = 200;  // a sender report
  CHECK(is_rtcp(bytes));
  CHECK_FALSE(read_rtp(bytes));
  bytes.resize(11);
  CHECK_FALSE(read_rtp(bytes));
}
