#pragma once

#include <openssl/ssl.h>
#include <openssl/x509.h>

#include <memory>
#include <string>
#include <string_view>

#include "net/testing/client.hpp"

namespace aproape::net::testing {

// TLS on top of a test's connection; does not check the certificate, tells its name.
class TlsClient {
 public:
  // `most_version`: the newest to offer, 0 for any.
  explicit TlsClient(Client& client, int most_version = 0, const char* ciphers = nullptr)
      : context_(SSL_CTX_new(TLS_client_method()), SSL_CTX_free), ssl_(nullptr, SSL_free) {
    SSL_CTX_set_security_level(context_.get(), 0);
    if (most_version != 0) SSL_CTX_set_max_proto_version(context_.get(), most_version);
    if (ciphers != nullptr) SSL_CTX_set_cipher_list(context_.get(), ciphers);
    ssl_.reset(SSL_new(context_.get()));
    SSL_set_fd(ssl_.get(), client.fd());
    timeval limit{5, 0};
    ::setsockopt(client.fd(), SOL_SOCKET, SO_RCVTIMEO, &limit, sizeof(limit));
    connected_ = SSL_connect(ssl_.get()) == 1;
  }

  [[nodiscard]] bool connected() const { return connected_; }
  [[nodiscard]] std::string version() const { return SSL_get_version(ssl_.get()); }
  [[nodiscard]] std::string name() const {
    char text[256] = {};
    X509* certificate = SSL_get1_peer_certificate(ssl_.get());
    X509_NAME_get_text_by_NID(X509_get_subject_name(certificate), NID_commonName, text, sizeof(text));
    X509_free(certificate);
    return text;
  }
  void send(std::string_view bytes) { SSL_write(ssl_.get(), bytes.data(), static_cast<int>(bytes.size())); }
  std::string until(std::string_view wanted) {
    std::string out;
    char c = 0;
    while (!out.ends_with(wanted) && SSL_read(ssl_.get(), &c, 1) == 1) out.push_back(c);
    return out;
  }

 private:
  std::unique_ptr<SSL_CTX, decltype(&SSL_CTX_free)> context_;
  std::unique_ptr<SSL, decltype(&SSL_free)> ssl_;
  bool connected_ = false;
};

}  // namespace aproape::net::testing
