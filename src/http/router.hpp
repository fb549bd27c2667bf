#pragma once

#include <cstdint>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

#include "http/request.hpp"
#include "http/response.hpp"

namespace aproape::http {

// Who asks. Filled by the Authenticator (implemented in the domain) before the handler runs.
struct Principal {
  std::int64_t account = 0;
  std::string session;  // id of the session row; empty for a bearer token
  bool bearer = false;
  std::string csrf;        // what X-CSRF-Token must hold on a change by session cookie
  bool confirmed = false;  // gave the password a short while ago
  std::string language = "ro";
  std::vector<std::string> permissions;  // sorted

  [[nodiscard]] bool may(std::string_view permission) const;
};

class Authenticator {
 public:
  virtual ~Authenticator() = default;
  // Nobody for missing, expired or unknown credentials. May block.
  [[nodiscard]] virtual std::optional<Principal> authenticate(const Request& request) = 0;
};

// What the router checks before a handler sees a request. There is no default: a route states who may use it.
struct Policy {
  // Anybody, also without signing in. Say why beside the route.
  static Policy open() { return Policy{Kind::open, {}, 64 * 1024}; }
  // Anybody who is signed in, whatever the role.
  static Policy signed_in() { return Policy{Kind::signed_in, {}, 64 * 1024}; }
  // Who holds the permission, by any role. The scope (whose cases) is checked by the repository.
  static Policy needs(std::string permission) {
    return Policy{Kind::needs, std::move(permission), 64 * 1024};
  }
  // And only shortly after the password (and code) was given: a session left open, or taken, is not enough. A
  // bearer token is: it was made on the machine itself.
  Policy confirmed() const {
    Policy copy = *this;
    copy.confirmation = true;
    return copy;
  }
  // Answers with a password or the like, which no table keeps: an Idempotency-Key is refused.
  Policy secret_answer() const {
    Policy copy = *this;
    copy.secret = true;
    return copy;
  }
  Policy body(std::size_t limit) const {
    Policy copy = *this;
    copy.body_limit = limit;
    return copy;
  }

  enum class Kind { open, signed_in, needs };
  Kind kind;
  std::string permission;
  std::size_t body_limit;
  bool confirmation = false;
  bool secret = false;
};

struct Context {
  std::optional<Principal> principal;
  std::string request_id;
  std::string language = "ro";
  bool answer_kept = false;  // the handler stored its answer under the Idempotency-Key, with what it changed

  // The signed-in account; the policy made sure that there is one.
  [[nodiscard]] const Principal& who() const { return *principal; }
};

using RouteHandler = std::function<Response(const Request&, Context&)>;
using UpgradeHandler = std::function<std::unique_ptr<net::WebSocketSession>(const Request&, Context&)>;

struct Route {
  Method method;
  std::string pattern;  // "/api/v1/cases/{id}"
  Policy policy;
};

// All routes of the program. Filled at start, then read by many threads. Unknown path: 404; known path, other
// method: 405; change by session cookie without the right X-CSRF-Token or with a foreign Origin: 403.
class Router {
 public:
  void add(Method method, std::string pattern, Policy policy, RouteHandler handler);
  void add_websocket(std::string pattern, Policy policy, UpgradeHandler handler);
  // The same, for the files origin (uploaded content); never mixed with the above.
  void add_file(std::string pattern, RouteHandler handler);
  [[nodiscard]] std::vector<Route> routes() const;

  Router();
  ~Router();
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  struct Match {
    const Route* route = nullptr;
    const RouteHandler* handler = nullptr;
    const UpgradeHandler* upgrade = nullptr;
    std::map<std::string, std::string, std::less<>> params;
    std::vector<Method> allowed;  // where the path exists but the method does not fit
  };
  [[nodiscard]] Match match(Method method, std::string_view path, bool websocket, bool files_origin) const;

 private:
  struct Node;
  std::unique_ptr<Node> root_;
};

}  // namespace aproape::http
