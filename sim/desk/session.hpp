#pragma once

#include <boost/json/value.hpp>
#include <string>
#include <string_view>
#include <vector>

#include "sim/http/client.hpp"

namespace sim {

// Who works: a login with its password, or a bearer token (then the login is empty).
struct Account {
  std::string login;
  std::string secret;
};

// One account a line, "LOGIN PASSWORD" or "TOKEN"; what follows is for the reader. Empty lines and lines
// with # are none. Throws std::invalid_argument where the file cannot be read or names nobody.
[[nodiscard]] std::vector<Account> read_accounts(const std::string& path);

// What the centre said.
struct Answer {
  int status = 0;  // 0: the connection was lost on the way, nobody knows whether it was done
  boost::json::value body;
  [[nodiscard]] bool done() const { return status / 100 == 2; }
  // Key of a refusal ("offer.ended"); empty where there is none.
  [[nodiscard]] std::string key() const;
};

// Member of an object as text; empty where it is none.
[[nodiscard]] std::string text_of(const boost::json::value& value, std::string_view name);
// Member of an object; null where there is none.
[[nodiscard]] const boost::json::value& member(const boost::json::value& value, std::string_view name);
// Elements of a member that is an array; none where it is none.
[[nodiscard]] const boost::json::array& elements(const boost::json::value& value, std::string_view name);

// An account at work with the public API. Waits as it is told (429, 503), signs in again where it must, and
// is patient with a centre that is down. Not thread-safe.
class Session {
 public:
  // `base`: "http://127.0.0.1:8080".
  Session(const std::string& base, Account account);
  // Signs in and learns who it is. Throws std::runtime_error where the account is refused.
  void enter();
  [[nodiscard]] const std::string& id() const { return id_; }  // of the account

  // Repeats until the centre has answered; throws std::runtime_error where it does not for two minutes.
  Answer get(const std::string& path);
  // Sent once: a lost connection gives the status 0. `version`: for If-Match; 0: none.
  Answer send(const std::string& method, const std::string& path, const boost::json::value& body,
              long version = 0);

 private:
  Answer once(const std::string& method, const std::string& path, const std::string& body, long version);
  void learn(const boost::json::value& session);

  HttpClient client_;
  Account account_;
  std::string id_;
  std::string cookie_;
  std::string csrf_;
  double wait_ = 0;  // seconds, as the last answer asked
};

}  // namespace sim
