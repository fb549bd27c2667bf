#pragma once

#include <string>
#include <string_view>

#include "base/time.hpp"
#include "db/database.hpp"

namespace aproape::access {

// How long a key waits after so many failures in a row: nothing up to four, then 1, 2, 4 … seconds up to
// `longest`.
[[nodiscard]] Millis delay_after(std::int64_t failures, Millis longest);

// Growing delays of failed sign-ins (guides/security.md row 16), kept in the database, so that all nodes
// count together. Two counts: of the account, with waits of at most 30 s and none for a source that signed in
// to it before, so that a stranger cannot lock anybody out; and of the source, with waits up to 15 min.
// Unknown logins count the same as known ones. Keys are digests.
class SignInDelays {
 public:
  // `login` and `source` are digests.
  SignInDelays(std::string_view login, std::string_view source);

  // Milliseconds to wait still; 0 where the attempt may go on.
  [[nodiscard]] Millis wait(db::Tx& tx, Millis now) const;
  void failed(db::Tx& tx, Millis now) const;
  void succeeded(db::Tx& tx, Millis now) const;

 private:
  std::string account_;
  std::string source_;
  std::string known_;
};

}  // namespace aproape::access
