#include "net/tls_context.hpp"

#include <openssl/ssl.h>

#include "base/error.hpp"

namespace aproape::net {

std::shared_ptr<boost::asio::ssl::context> make_tls_context(const TlsFiles& files) {
  namespace ssl = boost::asio::ssl;
  auto context = std::make_shared<ssl::context>(ssl::context::tls_server);
  SSL_CTX* native = context->native_handle();
  SSL_CTX_set_min_proto_version(native, TLS1_2_VERSION);
  SSL_CTX_set_options(native,
                      SSL_OP_NO_COMPRESSION | SSL_OP_NO_RENEGOTIATION | SSL_OP_CIPHER_SERVER_PREFERENCE);
  boost::system::error_code error;
  context->use_certificate_chain_file(files.certificate, error);
  if (error) throw Error(ErrorKind::invalid, "net.tls", files.certificate + ": " + error.message());
  context->use_private_key_file(files.key, ssl::context::pem, error);
  if (error) throw Error(ErrorKind::invalid, "net.tls", files.key + ": " + error.message());
  const bool fits = SSL_CTX_check_private_key(native) == 1 &&
                    SSL_CTX_set_cipher_list(native, "ECDHE+AESGCM:ECDHE+CHACHA20") == 1;
  if (!fits) throw Error(ErrorKind::invalid, "net.tls", "key and certificate do not fit");
  return context;
}

}  // namespace aproape::net
