#include "voice/web/web_shield.hpp"

#include <doctest/doctest.h>

#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <re.h>

#include <algorithm>
#include <string>
#include <utility>
#include <vector>

#include "voice/media/rtp_packet.hpp"

using namespace aproape;
using namespace aproape::voice;

namespace {

using Bytes = std::vector<std::uint8_t>;
constexpr Endpoint kBrowser{0x7F000001, 40'000};
constexpr Endpoint kStranger{0x7F000001, 50'000};

const WebIdentity& ours() {
  static const WebIdentity made;
  return made;
}

// A browser: the same certificate code in the client's role.
struct Browser {
  WebIdentity identity;
  SSL_CTX* context = SSL_CTX_new(DTLS_client_method());
  SSL* ssl = nullptr;

  explicit Browser(const char* profiles = "SRTP_AES128_CM_SHA1_80:SRTP_AEAD_AES_128_GCM") {
    SSL_CTX* mine = identity.context();
    SSL_CTX_use_certificate(context, SSL_CTX_get0_certificate(mine));
    SSL_CTX_use_PrivateKey(context, SSL_CTX_get0_privatekey(mine));
    SSL_CTX_set_tlsext_use_srtp(context, profiles);
    SSL_CTX_set_options(context, SSL_OP_NO_QUERY_MTU);
    ssl = SSL_new(context);
    BIO* in = BIO_new(BIO_s_mem());
    BIO* out = BIO_new(BIO_s_mem());
    BIO_set_mem_eof_return(in, -1);
    BIO_set_mem_eof_return(out, -1);
    SSL_set_bio(ssl, in, out);
    SSL_set_mtu(ssl, 1200);
    SSL_set_connect_state(ssl);
  }
  ~Browser() {
    SSL_free(ssl);
    SSL_CTX_free(context);
  }
  Browser(const Browser&) = delete;
  Browser& operator=(const Browser&) = delete;

  [[nodiscard]] Bytes step(const std::vector<Bytes>& received) const {
    for (const Bytes& one : received) {
      BIO_write(SSL_get_rbio(ssl), one.data(), static_cast<int>(one.size()));
      SSL_do_handshake(ssl);
    }
    if (received.empty()) SSL_do_handshake(ssl);
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(SSL_get_wbio(ssl), &bytes);
    Bytes out(bytes, bytes + std::max(0L, size));
    static_cast<void>(BIO_reset(SSL_get_wbio(ssl)));
    return out;
  }
  [[nodiscard]] bool done() const { return SSL_is_init_finished(ssl) == 1; }

  // Its own view of the keys, ours and theirs changed over.
  [[nodiscard]] SrtpKeys keys() const {
    Bytes made(60);
    const bool gcm = SSL_get_selected_srtp_profile(ssl)->id == SRTP_AEAD_AES_128_GCM;
    const auto salt = gcm ? 12 : 14;
    SSL_export_keying_material(ssl, made.data(), static_cast<std::size_t>(32 + 2 * salt),
                               "EXTRACTOR-dtls_srtp", 19, nullptr, 0, 0);
    const auto part = [&](int from, int size) {
      return Bytes(made.begin() + from, made.begin() + from + size);
    };
    SrtpKeys out;
    out.gcm = gcm;
    out.ours = part(0, 16);
    out.theirs = part(16, 16);
    const Bytes own = part(32, salt);
    const Bytes other = part(32 + salt, salt);
    out.ours.insert(out.ours.end(), own.begin(), own.end());
    out.theirs.insert(out.theirs.end(), other.begin(), other.end());
    return out;
  }
};

Bytes binding(const std::string& user, const std::string& password, bool chosen) {
  mbuf* buffer = mbuf_alloc(256);
  const Bytes id(12, 7);
  const auto* key = reinterpret_cast<const std::uint8_t*>(password.data());
  stun_msg_encode(buffer, STUN_METHOD_BINDING, STUN_CLASS_REQUEST, id.data(), nullptr, key, password.size(),
                  true, 0x00, 2, STUN_ATTR_USERNAME, user.c_str(), STUN_ATTR_USE_CAND,
                  chosen ? &user : nullptr);
  Bytes out(buffer->buf, buffer->buf + buffer->end);
  mem_deref(buffer);
  return out;
}

struct Wire {
  std::vector<Bytes> sent;
  std::vector<Endpoint> to;
  Shield::Send send = [this](std::span<const std::uint8_t> bytes, Endpoint where) {
    sent.emplace_back(bytes.begin(), bytes.end());
    to.push_back(where);
  };
  std::vector<Bytes> take() { return std::exchange(sent, {}); }
};

// Lets both do their handshake; `give` may lose datagrams of ours.
void shake(WebShield& shield, const Browser& browser, Wire& wire) {
  std::vector<Bytes> received;
  for (int round = 0; round < 10 && !(browser.done() && shield.peer()); ++round) {
    Bytes out = browser.step(received);
    // A flight of several records may come as one datagram or as one each; here as one.
    if (!out.empty()) static_cast<void>(shield.open(out, kBrowser, wire.send));
    received = wire.take();
    for (const Bytes& one : received) CHECK(one.size() <= 1200);
  }
}

Bytes sealed_room(const Bytes& plain) {
  Bytes out = plain;
  out.resize(plain.size() + kShieldTail);
  return out;
}

Bytes rtp(std::uint16_t sequence) {
  const auto header = write_rtp({false, 0, sequence, 160U * sequence, 4711});
  Bytes out(header.begin(), header.end());
  out.resize(out.size() + 160, 0x55);
  return out;
}

}  // namespace

TEST_CASE("a browser that proves the password gets keys, and sound goes both ways, once for each packet") {
  bool gcm = false;
  SUBCASE("GCM, which we prefer") {
    gcm = true;
  }
  SUBCASE("the older profile alone") {}
  const Browser browser(gcm ? "SRTP_AES128_CM_SHA1_80:SRTP_AEAD_AES_128_GCM" : "SRTP_AES128_CM_SHA1_80");
  IceLite ice;
  const std::string user = ice.ufrag() + ":browser";
  const std::string password = ice.password();
  WebShield shield(ours(), browser.identity.fingerprint(), std::move(ice));
  Wire wire;
  Bytes early = rtp(1);
  CHECK(shield.seal(early, early.size()) == 0);

  Bytes request = binding(user, password, true);
  CHECK(shield.open(request, kBrowser, wire.send).empty());
  REQUIRE(wire.sent.size() == 1);
  CHECK(wire.sent[0][0] == 1);  // a success response
  CHECK(wire.to[0] == kBrowser);
  CHECK_FALSE(shield.peer());
  wire.take();
  shake(shield, browser, wire);
  REQUIRE(browser.done());
  REQUIRE(shield.peer() == kBrowser);

  SrtpPair theirs(browser.keys());
  CHECK(browser.keys().gcm == gcm);
  Bytes out = sealed_room(rtp(10));
  out.resize(theirs.seal(out, 172));
  CHECK(out.size() > 172);
  Bytes again = out;
  const auto plain = shield.open(out, kBrowser, wire.send);
  REQUIRE(plain.size() == 172);
  CHECK(std::equal(plain.begin(), plain.end(), rtp(10).begin()));
  CHECK(shield.open(again, kBrowser, wire.send).empty());  // repeated
  Bytes forged = sealed_room(rtp(11));
  CHECK(shield.open(forged, kBrowser, wire.send).empty());

  Bytes in = sealed_room(rtp(20));
  const std::size_t size = shield.seal(in, 172);
  REQUIRE(size > 172);
  in.resize(size);
  const auto heard = theirs.open(in);
  REQUIRE(heard.size() == 172);
  CHECK(std::equal(heard.begin(), heard.end(), rtp(20).begin()));
}

TEST_CASE("who does not know the password is not answered and cannot begin a handshake") {
  const Browser browser;
  IceLite ice;
  const std::string user = ice.ufrag() + ":browser";
  const std::string password = ice.password();
  WebShield shield(ours(), browser.identity.fingerprint(), std::move(ice));
  Wire wire;
  for (Bytes request :
       {binding(user, "another password of length", true), binding("other:browser", password, true),
        binding(user.substr(1), password, true), Bytes{0}, Bytes{0, 1, 0, 0}, Bytes(60, 0)})
    CHECK(shield.open(request, kStranger, wire.send).empty());
  Bytes hello = browser.step({});
  CHECK(shield.open(hello, kStranger, wire.send).empty());
  CHECK(wire.sent.empty());
  // Each byte of a good request counts.
  const Bytes good = binding(user, password, true);
  for (std::size_t at = 0; at + 8 < good.size();
       ++at) {  // the last 8 are a checksum that we need not look at
    Bytes changed = good;
    changed[at] ^= 0x01;
    static_cast<void>(shield.open(changed, kStranger, wire.send));
  }
  CHECK(wire.sent.empty());
}

TEST_CASE("another certificate than the described one gets no keys") {
  const Browser browser;
  IceLite ice;
  const std::string user = ice.ufrag() + ":browser";
  const std::string password = ice.password();
  Fingerprint other = browser.identity.fingerprint();
  other[0] ^= 1;
  WebShield shield(ours(), other, std::move(ice));
  Wire wire;
  Bytes request = binding(user, password, true);
  static_cast<void>(shield.open(request, kBrowser, wire.send));
  wire.take();
  shake(shield, browser, wire);
  CHECK_FALSE(shield.peer());
}

TEST_CASE("noise on the port changes nothing") {
  const Browser browser;
  IceLite ice;
  const std::string user = ice.ufrag() + ":browser";
  const std::string password = ice.password();
  WebShield shield(ours(), browser.identity.fingerprint(), std::move(ice));
  Wire wire;
  Bytes request = binding(user, password, true);
  static_cast<void>(shield.open(request, kBrowser, wire.send));
  wire.take();
  std::uint32_t random = 12345;
  const auto noise = [&](std::uint8_t first) {
    random = random * 1664525U + 1013904223U;
    Bytes made(1 + random % 300);
    for (auto& byte : made)
      byte = static_cast<std::uint8_t>((random = random * 1664525U + 1013904223U) >> 24U);
    made[0] = first;
    return made;
  };
  for (int i = 0; i < 2000; ++i) {
    Bytes made = noise(static_cast<std::uint8_t>(i));
    CHECK(shield.open(made, i % 2 == 0 ? kBrowser : kStranger, wire.send).empty());
  }
  wire.take();
  shake(shield, browser, wire);
  CHECK(shield.peer() == kBrowser);
  for (int i = 0; i < 2000; ++i) {
    Bytes made = noise(static_cast<std::uint8_t>(i));
    CHECK(shield.open(made, kBrowser, wire.send).empty());
  }
  CHECK(shield.peer() == kBrowser);
}
