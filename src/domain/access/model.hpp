#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"

namespace aproape::access {

// A member of staff, or a machine.
struct Account {
  AccountId id;
  std::string login;  // lower case, unique
  std::string name;
  std::string language = "ro";          // "ro" or "en"
  std::string theme = "auto";           // "auto", "light", "dark"
  std::string density = "comfortable";  // "comfortable", "dense"
  bool disabled = false;
  bool must_change = false;  // signed in with a one-time password: may only set a new one
  bool totp = false;         // a second factor is set
  UnitId unit;               // where the person works; empty for the centre's machines
  Millis created_at = 0;
  std::int64_t version = 1;
};

// What an account may do, and where.
struct Grant {
  std::string role;  // a code of catalog/roles.csv
  UnitId unit;       // with its subtree; empty = the whole network
};

// Somebody who proved who they are, ready for the request.
struct Identity {
  AccountId account;
  std::string session;  // id of the session row (a digest, not the cookie); empty for a bearer token
  std::string csrf;
  bool confirmed = false;  // the password was given a short while ago (never of a bearer token)
  std::string language;
  Millis expires_at = 0;                 // when the session ends at the latest; 0 for a bearer token
  std::vector<std::string> permissions;  // sorted; none while a password change is due
};

// The end of an attempt to sign in.
struct SignIn {
  enum class Outcome { signed_in, refused, code_needed, slow_down };
  Outcome outcome = Outcome::refused;
  AccountId account;
  std::string token;  // the cookie's value, where signed in
  Millis expires_at = 0;
  int retry_after = 0;  // seconds, where to slow down
};

}  // namespace aproape::access
