#pragma once

#include <functional>
#include <memory>
#include <optional>
#include <string>

#include "base/time.hpp"
#include "http/idempotency.hpp"
#include "http/problem.hpp"
#include "http/router.hpp"
#include "http/security_headers.hpp"
#include "net/exchange.hpp"

namespace aproape::http {

// Milliseconds that this caller has to wait before the request is served; 0 to serve it now.
using Throttle = std::function<Millis(const Request&, const std::optional<Principal>&)>;

struct ApplicationOptions {
  Texts texts;
  Throttle throttle;                        // may be empty
  IdempotencyStore* idempotency = nullptr;  // may be null
};

// What stands between the network and the handlers, in a fixed order: request id, rate limit, signing in,
// CSRF, permission, idempotency, handler; then errors as problem+json, security headers, metrics and the
// access log. Thread-safe once the server has started.
class Application final : public net::Handler {
 public:
  // The router and the authenticator must outlive it.
  Application(const Router& router, Authenticator& authenticator, ApplicationOptions options);

  // Where browsers reach us; known once the listeners are bound, set before the server starts.
  void set_origins(Origins origins) { origins_ = std::move(origins); }

  std::size_t body_limit(std::string_view method, std::string_view target) const override;
  net::Reply handle(net::Exchange&& exchange) noexcept override;
  Upgrade upgrade(net::Exchange&& exchange) noexcept override;
  net::Reply refusal(int status) const noexcept override;

 private:
  struct Call;
  Response dispatch(net::Exchange&& exchange, Call& call);
  Response run(const Request& request, const Router::Match& match, Call& call);
  Response once(const Request& request, const Router::Match& match, Call& call);
  void admit(const Request& request, const Policy& policy, Call& call);
  std::unique_ptr<net::WebSocketSession> open_socket(net::Exchange&& exchange, Call& call);
  // Calls `work` and turns what it throws into an answer.
  template <class Work>
  Response guarded(Call& call, Work&& work) const;
  net::Reply finish(Response&& response, const Call& call) const;

  const Router& router_;
  Authenticator& authenticator_;
  ApplicationOptions options_;
  Origins origins_;
};

}  // namespace aproape::http
