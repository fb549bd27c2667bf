#pragma once

#include <boost/asio/ssl/context.hpp>
#include <memory>

#include "net/server.hpp"

namespace aproape::net {

// A server context for TLS 1.2 and 1.3 with AEAD suites and forward secrecy only, without compression and
// renegotiation. Throws Error{invalid, "net.tls"} where a file cannot be read or key and certificate do not
// fit.
[[nodiscard]] std::shared_ptr<boost::asio::ssl::context> make_tls_context(const TlsFiles& files);

}  // namespace aproape::net
