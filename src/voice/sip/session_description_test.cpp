#include "voice/sip/session_description.hpp"

#include <doctest/doctest.h>

using namespace aproape::voice;

namespace {

std::string offer(std::string_view media, std::string_view more = {},
                  std::string_view address = "192.0.2.5") {
  return "v=0\r\no=- 1 1 IN IP4 192.0.2.5\r\ns=-\r\nc=IN IP4 " + std::string(address) + "\r\nt=0 0\r\n" +
         std::string(media) + "\r\n" + std::string(more);
}

constexpr std::uint32_t kHere = 0x7F000001;

}  // namespace

TEST_CASE("the first codec of the offer that we have is taken, with its payload types") {
  SessionDescription description(kHere, 20000);
  REQUIRE(description.take(offer("m=audio 4000 RTP/AVP 18 0 8 96",
                                 "a=rtpmap:18 G729/8000\r\na=rtpmap:0 PCMU/8000\r\na=rtpmap:8 PCMA/8000\r\n"
                                 "a=rtpmap:96 telephone-event/8000\r\na=fmtp:96 0-15\r\n"),
                           true));
  const auto agreed = description.agreed();
  REQUIRE(agreed);
  CHECK(agreed->codec == Codec::pcmu);
  CHECK(agreed->payload_type == 0);
  CHECK(agreed->event_type == 96);
  CHECK(agreed->remote == Endpoint{0xC0000205, 4000});
  CHECK(agreed->sends);
  CHECK(agreed->receives);
  const std::string answer = description.write(false);
  CHECK(answer.find("m=audio 20000 RTP/AVP") != std::string::npos);
  CHECK(answer.find("c=IN IP4 127.0.0.1") != std::string::npos);
  CHECK(answer.find("telephone-event/8000") != std::string::npos);
  CHECK(answer.find("G729") == std::string::npos);
}

TEST_CASE("a static payload type needs no name") {
  SessionDescription description(kHere, 20000);
  REQUIRE(description.take(offer("m=audio 4000 RTP/AVP 8"), true));
  REQUIRE(description.agreed());
  CHECK(description.agreed()->codec == Codec::pcma);
  CHECK_FALSE(description.agreed()->event_type);
}

TEST_CASE("an offer without a codec of ours, without sound or malformed agrees on nothing") {
  for (const std::string& text :
       {offer("m=audio 4000 RTP/AVP 18", "a=rtpmap:18 G729/8000\r\n"), offer("m=audio 0 RTP/AVP 8"),
        offer("m=video 4000 RTP/AVP 31"), std::string("v=0\r\nrubbish"), std::string()}) {
    SessionDescription description(kHere, 20000);
    CHECK((!description.take(text, true) || !description.agreed()));
  }
}

TEST_CASE("every form of hold is understood") {
  struct Form {
    std::string_view attribute;
    std::string_view address;
    bool sends;
    bool receives;
  };
  for (const Form& form :
       {Form{"a=sendonly\r\n", "192.0.2.5", false, true}, Form{"a=inactive\r\n", "192.0.2.5", false, false},
        Form{"a=recvonly\r\n", "192.0.2.5", true, false}, Form{"", "0.0.0.0", false, true}}) {
    SessionDescription description(kHere, 20000);
    REQUIRE(description.take(offer("m=audio 4000 RTP/AVP 8", form.attribute, form.address), true));
    REQUIRE(description.agreed());
    CHECK(description.agreed()->sends == form.sends);
    CHECK(description.agreed()->receives == form.receives);
  }
  SessionDescription description(kHere, 20000);
  description.set_hold(true);
  CHECK(description.write(true).find("a=sendonly") != std::string::npos);
  description.set_hold(false);
  CHECK(description.write(true).find("a=sendonly") == std::string::npos);
}
