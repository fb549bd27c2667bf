#include "voice/web/identity.hpp"

#include <openssl/ec.h>
#include <openssl/evp.h>
#include <openssl/ssl.h>
#include <openssl/x509.h>

#include "base/error.hpp"

namespace aproape::voice {
namespace {

constexpr long kDay = 24L * 3600;
constexpr long kYears = 10 * 365 * kDay;  // longer than any process lives
// GCM first: a third of the cost (guides/voice.md).
constexpr const char* kProfiles = "SRTP_AEAD_AES_128_GCM:SRTP_AES128_CM_SHA1_80";

using Key = std::unique_ptr<EVP_PKEY, decltype(&EVP_PKEY_free)>;
using Certificate = std::unique_ptr<X509, decltype(&X509_free)>;

void check(bool good) {
  if (!good) throw Error(ErrorKind::internal, "voice.certificate");
}

Certificate make_certificate(EVP_PKEY* key) {
  Certificate made(X509_new(), X509_free);
  check(made != nullptr);
  X509_set_version(made.get(), 2);
  ASN1_INTEGER_set(X509_get_serialNumber(made.get()), 1);
  X509_gmtime_adj(X509_getm_notBefore(made.get()), -kDay);
  X509_gmtime_adj(X509_getm_notAfter(made.get()), kYears);
  X509_NAME* name = X509_get_subject_name(made.get());
  const auto* text = reinterpret_cast<const unsigned char*>("aproape");
  check(X509_NAME_add_entry_by_txt(name, "CN", MBSTRING_ASC, text, -1, -1, 0) == 1);
  check(X509_set_issuer_name(made.get(), name) == 1 && X509_set_pubkey(made.get(), key) == 1);
  check(X509_sign(made.get(), key, EVP_sha256()) > 0);
  return made;
}

// Any certificate: who the browser is, its fingerprint says.
int accept_any(int, X509_STORE_CTX*) {
  return 1;
}

}  // namespace

WebIdentity::WebIdentity() : context_(SSL_CTX_new(DTLS_server_method()), SSL_CTX_free) {
  check(context_ != nullptr);
  const Key key(EVP_EC_gen("P-256"), EVP_PKEY_free);
  check(key != nullptr);
  const Certificate certificate = make_certificate(key.get());
  SSL_CTX* context = context_.get();
  check(SSL_CTX_set_min_proto_version(context, DTLS1_2_VERSION) == 1);
  check(SSL_CTX_use_certificate(context, certificate.get()) == 1 &&
        SSL_CTX_use_PrivateKey(context, key.get()) == 1);
  check(SSL_CTX_set_tlsext_use_srtp(context, kProfiles) == 0);  // 0 is good, alone here
  SSL_CTX_set_verify(context, SSL_VERIFY_PEER | SSL_VERIFY_FAIL_IF_NO_PEER_CERT, accept_any);
  SSL_CTX_set_session_cache_mode(context, SSL_SESS_CACHE_OFF);
  SSL_CTX_set_options(context, SSL_OP_NO_TICKET | SSL_OP_NO_QUERY_MTU | SSL_OP_NO_RENEGOTIATION);
  SSL_CTX_set_read_ahead(context, 1);
  unsigned size = 0;
  check(X509_digest(certificate.get(), EVP_sha256(), fingerprint_.data(), &size) == 1 &&
        size == fingerprint_.size());
}

}  // namespace aproape::voice
