#include "voice/web/dtls_server.hpp"

#include <openssl/err.h>
#include <openssl/ssl.h>

#include <algorithm>
#include <array>

#include "base/error.hpp"
#include "base/log.hpp"

namespace aproape::voice {
namespace {

constexpr std::size_t kMtu = 1200;  // what WebRTC assumes of any path
constexpr std::size_t kRecordHeader = 13;
constexpr std::size_t kKey = 16;  // AES-128, in both profiles
constexpr char kLabel[] = "EXTRACTOR-dtls_srtp";

// The length of the DTLS record at the front; all of it where it is cut short.
std::size_t record_size(std::span<const std::uint8_t> bytes) {
  if (bytes.size() < kRecordHeader) return bytes.size();
  const std::size_t size = kRecordHeader + (static_cast<std::size_t>(bytes[11]) << 8U | bytes[12]);
  return std::min(size, bytes.size());
}

// A memory BIO does not keep where a datagram ends: the records are put into datagrams again.
void send_records(std::span<const std::uint8_t> bytes, const DtlsServer::Out& out) {
  while (!bytes.empty()) {
    std::size_t size = record_size(bytes);
    while (size < bytes.size() && size + record_size(bytes.subspan(size)) <= kMtu)
      size += record_size(bytes.subspan(size));
    out(bytes.first(size));
    bytes = bytes.subspan(size);
  }
}

}  // namespace

struct DtlsServer::State {
  std::unique_ptr<SSL, decltype(&SSL_free)> ssl{nullptr, SSL_free};
  BIO* in = nullptr;  // both held by ssl
  BIO* out = nullptr;
  Fingerprint expected{};
  bool told = false;
  bool broken = false;

  void advance() {
    ERR_clear_error();
    std::array<std::uint8_t, 256> unused;  // a browser sends no data but its end
    const int result = SSL_is_init_finished(ssl.get()) == 0
                           ? SSL_do_handshake(ssl.get())
                           : SSL_read(ssl.get(), unused.data(), static_cast<int>(unused.size()));
    const int error = SSL_get_error(ssl.get(), result);
    broken = result <= 0 && (error == SSL_ERROR_SSL || error == SSL_ERROR_SYSCALL);
    if (broken) log::info("voice.dtls_failed");
  }

  void flush(const Out& to) const {
    char* bytes = nullptr;
    const long size = BIO_get_mem_data(out, &bytes);
    if (size <= 0) return;
    send_records({reinterpret_cast<const std::uint8_t*>(bytes), static_cast<std::size_t>(size)}, to);
    static_cast<void>(BIO_reset(out));
  }

  [[nodiscard]] bool is_expected() const {
    const std::unique_ptr<X509, decltype(&X509_free)> peer(SSL_get1_peer_certificate(ssl.get()), X509_free);
    Fingerprint shown{};
    unsigned size = 0;
    return peer && X509_digest(peer.get(), EVP_sha256(), shown.data(), &size) == 1 && shown == expected;
  }
};

DtlsServer::DtlsServer(const WebIdentity& identity, const Fingerprint& expected)
    : state_(std::make_unique<State>()) {
  state_->expected = expected;
  state_->ssl.reset(SSL_new(identity.context()));
  state_->in = BIO_new(BIO_s_mem());
  state_->out = BIO_new(BIO_s_mem());
  if (!state_->ssl || state_->in == nullptr || state_->out == nullptr) {
    BIO_free(state_->in);
    BIO_free(state_->out);
    throw Error(ErrorKind::internal, "voice.dtls");
  }
  BIO_set_mem_eof_return(state_->in, -1);  // empty means: wait
  BIO_set_mem_eof_return(state_->out, -1);
  SSL_set_bio(state_->ssl.get(), state_->in, state_->out);
  SSL_set_mtu(state_->ssl.get(), static_cast<long>(kMtu));
  SSL_set_accept_state(state_->ssl.get());
}

DtlsServer::~DtlsServer() = default;

void DtlsServer::take(std::span<const std::uint8_t> datagram, const Out& out) {
  if (state_->broken || datagram.empty()) return;
  BIO_write(state_->in, datagram.data(), static_cast<int>(datagram.size()));
  state_->advance();
  static_cast<void>(
      BIO_reset(state_->in));  // what a forged datagram left behind must not stand before the next one
  state_->flush(out);
}

void DtlsServer::tick(const Out& out) {
  if (state_->broken || state_->told) return;
  if (DTLSv1_handle_timeout(state_->ssl.get()) > 0) state_->flush(out);
}

std::optional<SrtpKeys> DtlsServer::keys() {
  SSL* ssl = state_->ssl.get();
  if (state_->told || state_->broken || SSL_is_init_finished(ssl) == 0) return std::nullopt;
  state_->told = true;
  const SRTP_PROTECTION_PROFILE* profile = SSL_get_selected_srtp_profile(ssl);
  if (profile == nullptr || !state_->is_expected()) {
    state_->broken = true;
    log::warning("voice.stranger", {{"profile", profile != nullptr}});
    return std::nullopt;
  }
  SrtpKeys out;
  out.gcm = profile->id == SRTP_AEAD_AES_128_GCM;
  const std::size_t salt = out.gcm ? 12 : 14;
  // Client's key, server's key, client's salt, server's salt.
  std::array<std::uint8_t, 2 * (kKey + 14)> made{};
  const std::size_t size = 2 * (kKey + salt);
  if (SSL_export_keying_material(ssl, made.data(), size, kLabel, sizeof kLabel - 1, nullptr, 0, 0) != 1)
    return std::nullopt;
  const std::span all(made);
  for (const bool theirs : {true, false}) {
    auto& to = theirs ? out.theirs : out.ours;
    const auto key = all.subspan(theirs ? 0 : kKey, kKey);
    const auto end = all.subspan(2 * kKey + (theirs ? 0 : salt), salt);
    to.assign(key.begin(), key.end());
    to.insert(to.end(), end.begin(), end.end());
  }
  return out;
}

}  // namespace aproape::voice
