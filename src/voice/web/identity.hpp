#pragma once

#include <memory>

#include "voice/web/offer.hpp"

struct ssl_ctx_st;

namespace aproape::voice {

// The certificate by which browsers know this process during its life (P-256, signed by itself: they compare
// its fingerprint with the one of the description, which came over the session), and what all handshakes
// share. May be read by several threads.
class WebIdentity {
 public:
  // Throws Error{internal, "voice.certificate"}.
  WebIdentity();

  [[nodiscard]] const Fingerprint& fingerprint() const { return fingerprint_; }
  [[nodiscard]] ssl_ctx_st* context() const { return context_.get(); }

 private:
  std::shared_ptr<ssl_ctx_st> context_;
  Fingerprint fingerprint_{};
};

}  // namespace aproape::voice
