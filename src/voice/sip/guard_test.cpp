#include "voice/sip/guard.hpp"

#include <doctest/doctest.h>
#include <re.h>

#include <string>

#include "voice/sip/re_ptr.hpp"

using namespace aproape::voice;

namespace {

const std::string kGood =
    "INVITE sip:100@127.0.0.1 SIP/2.0\r\nVia: SIP/2.0/UDP 127.0.0.1:5061;branch=z9hG4bK1\r\n"
    "From: <sip:a@example.org>;tag=1\r\nTo: <sip:100@127.0.0.1>\r\nCall-ID: x\r\nCSeq: 1 INVITE\r\n"
    "Max-Forwards: 70\r\nContent-Length: 0\r\n\r\n";

// The code with which a message is refused; 1 where it passes, 2 where libre cannot read it.
int verdict(const std::string& text) {
  const RePtr<mbuf> buffer(mbuf_alloc(text.size()));
  mbuf_write_mem(buffer.get(), reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  buffer->pos = 0;
  sip_msg* made = nullptr;
  if (sip_msg_decode(&made, buffer.get()) != 0) return 2;
  const RePtr<sip_msg> message(made);
  const auto reject = check_request(*message);
  return reject ? reject->code : 1;
}

int with(const std::string& from, const std::string& to) {
  std::string text = kGood;
  text.replace(text.find(from), from.size(), to);
  return verdict(text);
}

}  // namespace

TEST_CASE("a proper request passes") {
  CHECK(verdict(kGood) == 1);
}

TEST_CASE("what RFC 3261 forbids is refused with its code") {
  CHECK(with("Call-ID: x\r\n", "") == 400);
  CHECK(with("To: <sip:100@127.0.0.1>\r\n", "") == 400);
  CHECK(with("CSeq: 1 INVITE\r\n", "CSeq: 1 INVITE\r\nCSeq: 2 INVITE\r\n") == 400);
  CHECK(with("CSeq: 1 INVITE", "CSeq: 1 OPTIONS") == 400);
  CHECK(with(";tag=1", "") == 400);
  CHECK(with("Max-Forwards: 70", "Max-Forwards: 0") == 483);
  CHECK(with("Max-Forwards: 70", "Max-Forwards: 256") == 400);
  CHECK(with("Content-Length: 0", "Content-Length: 9999") == 400);
  CHECK(with("Content-Length: 0", "Content-Length: -1") == 400);
  CHECK(with("Max-Forwards: 70\r\n", "Require: 100rel\r\n") == 420);
  CHECK(with("INVITE sip:100@127.0.0.1", "INVITE http://127.0.0.1/") != 1);
  CHECK(with("Via: SIP/2.0/UDP 127.0.0.1:5061;branch=z9hG4bK1\r\n", "") != 1);
  CHECK(verdict(kGood + std::string(40'000, 'x')) == 413);
}

TEST_CASE("a refused extension is named") {
  std::string text = kGood;
  text.replace(text.find("Max-Forwards"), 0, "Require: precondition\r\n");
  const RePtr<mbuf> buffer(mbuf_alloc(text.size()));
  mbuf_write_mem(buffer.get(), reinterpret_cast<const std::uint8_t*>(text.data()), text.size());
  buffer->pos = 0;
  sip_msg* made = nullptr;
  REQUIRE(sip_msg_decode(&made, buffer.get()) == 0);
  const RePtr<sip_msg> message(made);
  const auto reject = check_request(*message);
  REQUIRE(reject);
  CHECK(reject->headers == "Unsupported: precondition\r\n");
}
