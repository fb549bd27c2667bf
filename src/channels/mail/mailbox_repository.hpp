#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

#include "channels/mail/intake_repository.hpp"
#include "db/database.hpp"

namespace aproape::mail {

// A mission's mailbox that is fetched by IMAP.
struct Mailbox {
  MailboxId id;
  std::string name;
  std::string host;
  int port = 993;
  std::string tls = "implicit";  // "implicit", "starttls", "none"
  std::string login;
  std::string password;  // sealed; see PasswordSeal
  std::string folder = "INBOX";
  UnitId unit;  // whose mail it is; empty: nobody's in particular
  bool enabled = true;
  std::int64_t uid_validity = 0;  // 0: never opened
  std::int64_t last_uid = 0;      // all up to it are taken in
  std::string state = "new";      // "new", "connecting", "idle", "fetching", "error", "off"
  std::string last_error;         // a key, never the server's text
  std::optional<Millis> last_at;  // of the last successful look
  std::int64_t version = 1;
};

// The SQL of table mailbox. Stateless.
class MailboxRepository {
 public:
  [[nodiscard]] std::vector<Mailbox> all(db::Tx& tx) const;
  [[nodiscard]] std::optional<Mailbox> find(db::Tx& tx, MailboxId id) const;
  // Throws Error{conflict, "mailbox.exists"} for a second one of the same host, login and folder.
  void insert(db::Tx& tx, const Mailbox& mailbox, Millis now) const;
  void update(db::Tx& tx, const Mailbox& mailbox) const;
  void remove(db::Tx& tx, MailboxId id) const;
  void set_state(db::Tx& tx, MailboxId id, std::string_view state, std::string_view error,
                 std::optional<Millis> looked_at) const;
  void set_cursor(db::Tx& tx, MailboxId id, std::int64_t uid_validity, std::int64_t last_uid) const;
};

}  // namespace aproape::mail
