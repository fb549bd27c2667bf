#include "voice/web/offer.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace aproape;
using namespace aproape::voice;

namespace {

constexpr std::string_view kHash =
    "00:11:22:33:44:55:66:77:88:99:AA:BB:CC:DD:EE:FF:00:11:22:33:44:55:66:77:88:99:aa:bb:cc:dd:ee:ff";

// As a Chromium writes it, without what we do not read.
std::string offer(const std::string& more = {}, const std::string& types = "111 9 0 8 126",
                  const std::string& setup = "actpass") {
  return "v=0\r\no=- 46117 2 IN IP4 127.0.0.1\r\ns=-\r\nt=0 0\r\na=group:BUNDLE 0\r\na=msid-semantic: WMS\r\n"
         "m=audio 40444 UDP/TLS/RTP/SAVPF " +
         types +
         "\r\nc=IN IP4 192.0.2.7\r\na=rtcp:9 IN IP4 0.0.0.0\r\n"
         "a=candidate:1 1 udp 2122260223 192.0.2.7 40444 typ "
         "host\r\na=ice-ufrag:abcd\r\na=ice-pwd:0123456789\r\n"
         "a=fingerprint:sha-256 " +
         std::string(kHash) + "\r\na=setup:" + setup +
         "\r\na=mid:0\r\na=sendrecv\r\na=rtcp-mux\r\n"
         "a=rtpmap:111 opus/48000/2\r\na=rtpmap:9 G722/8000\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:8 "
         "PCMA/8000\r\n"
         "a=rtpmap:110 telephone-event/48000\r\na=rtpmap:126 telephone-event/8000\r\n" +
         more;
}

std::string replaced(std::string text, std::string_view what, std::string_view by) {
  const auto at = text.find(what);
  REQUIRE(at != std::string::npos);
  return text.replace(at, what.size(), by);
}

}  // namespace

TEST_CASE("a browser's offer is read: the first codec that we have, its keys, its certificate") {
  const auto read = read_web_offer(offer());
  REQUIRE(read);
  CHECK(read->mid == "0");
  CHECK(read->fingerprint[1] == 0x11);
  CHECK(read->fingerprint[31] == 0xFF);
  CHECK(read->format.codec == Codec::pcmu);
  CHECK(read->format.payload_type == 0);
  CHECK(read->format.event_type == 126);
  CHECK(read->format.sends);
  CHECK(read->format.receives);
}

TEST_CASE("the browser's order and its own payload types count") {
  const auto read = read_web_offer(offer("a=rtpmap:97 pcma/8000\r\n", "111 97 0"));
  REQUIRE(read);
  CHECK(read->format.codec == Codec::pcma);
  CHECK(read->format.payload_type == 97);
  CHECK_FALSE(read->format.event_type);
}

TEST_CASE("a fingerprint of the session counts, as Firefox writes it") {
  std::string text = replaced(offer(), "a=fingerprint:sha-256 " + std::string(kHash) + "\r\n", "");
  text = replaced(text, "t=0 0\r\n", "t=0 0\r\na=fingerprint:SHA-256 " + std::string(kHash) + "\r\n");
  CHECK(read_web_offer(text));
}

TEST_CASE("what is no offer of a telephone is refused") {
  CHECK_FALSE(read_web_offer(""));
  CHECK_FALSE(read_web_offer("v=0\r\n"));
  CHECK_FALSE(read_web_offer(replaced(offer(), "v=0", "x=0")));
  CHECK_FALSE(read_web_offer(offer({}, "111 9")));         // no codec in common
  CHECK_FALSE(read_web_offer(offer({}, "0", "passive")));  // nobody would begin
  CHECK_FALSE(read_web_offer(replaced(offer(), "m=audio", "m=video")));
  CHECK_FALSE(read_web_offer(offer("m=audio 9 UDP/TLS/RTP/SAVPF 0\r\n")));  // a second stream
  CHECK_FALSE(read_web_offer(replaced(offer(), "UDP/TLS/RTP/SAVPF", "RTP/AVP")));
  CHECK_FALSE(read_web_offer(replaced(offer(), "40444 UDP", "0 UDP")));
  CHECK_FALSE(read_web_offer(replaced(offer(), "40444 UDP", "70000 UDP")));
  CHECK_FALSE(read_web_offer(replaced(offer(), "a=rtcp-mux\r\n", "")));
  CHECK_FALSE(read_web_offer(replaced(offer(), "sha-256", "sha-1")));
  CHECK_FALSE(read_web_offer(replaced(offer(), "00:11:22", "00:11")));
  CHECK_FALSE(read_web_offer(replaced(offer(), "00:11:22", "00:1G:22")));
  CHECK_FALSE(read_web_offer(replaced(offer(), ":ff\r\n", ":ff:00\r\n")));
  CHECK_FALSE(read_web_offer(replaced(offer(), "a=mid:0", "a=mid:0 1")));
  CHECK_FALSE(read_web_offer(replaced(offer(), "a=sendrecv", "a=recvonly")));  // it would never speak
}

TEST_CASE("hostile sizes end before they cost") {
  CHECK_FALSE(read_web_offer(offer(std::string(20'000, 'a'))));
  CHECK_FALSE(read_web_offer(offer("a=" + std::string(3'000, 'x') + "\r\n")));
  std::string lines;
  for (int i = 0; i < 500; ++i) lines += "a=x\r\n";
  CHECK_FALSE(read_web_offer(offer(lines)));
  std::string types = "0";
  for (int i = 0; i < 100; ++i) types += " 1";
  CHECK_FALSE(read_web_offer(offer({}, types)));
  // Cut anywhere, it is read or refused, never more.
  const std::string whole = offer();
  for (std::size_t size = 0; size < whole.size(); ++size)
    static_cast<void>(read_web_offer(whole.substr(0, size)));
  for (std::size_t at = 0; at < whole.size(); ++at) {
    std::string changed = whole;
    changed[at] = static_cast<char>(changed[at] ^ 0x55);
    if (const auto read = read_web_offer(changed)) CHECK(read->mid.size() <= 32);
  }
}

TEST_CASE("the answer names our address, our password and the agreed codec") {
  auto read = read_web_offer(offer());
  REQUIRE(read);
  Fingerprint own{};
  own[0] = 0xAB;
  const std::string text = write_web_answer(*read, {"198.51.100.4", 20010, "ufrag123", "password", own});
  for (const char* line :
       {"a=ice-lite\r\n", "a=group:BUNDLE 0\r\n", "m=audio 20010 UDP/TLS/RTP/SAVPF 0 126\r\n", "a=mid:0\r\n",
        "a=rtcp-mux\r\n", "a=rtpmap:0 PCMU/8000\r\n", "a=rtpmap:126 telephone-event/8000\r\n",
        "a=ice-ufrag:ufrag123\r\n", "a=ice-pwd:password\r\n",
        "a=fingerprint:sha-256 AB:00:", "a=setup:passive\r\n", "a=sendrecv\r\n",
        "a=candidate:1 1 udp 2130706431 198.51.100.4 20010 typ host\r\n"})
    CHECK_MESSAGE(text.find(line) != std::string::npos, line);
  read->format.sends = false;
  CHECK(write_web_answer(*read, {}).find("a=recvonly\r\n") != std::string::npos);
}
