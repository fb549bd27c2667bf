#pragma once

#include <optional>
#include <string>
#include <vector>

#include "channels/mail/mailbox_repository.hpp"
#include "channels/mail/password_seal.hpp"
#include "db/database.hpp"
#include "domain/access/scope.hpp"
#include "domain/audit/service.hpp"

namespace aproape::mail {

// Administration of the fetched mailboxes. A password goes in and never comes out. Thread-safe.
class Mailboxes {
 public:
  Mailboxes(db::Database& database, audit::Service& audit, const PasswordSeal& seal)
      : database_(database), audit_(audit), seal_(seal) {}

  struct Fields {
    std::optional<std::string> name, host, tls, login, password, folder;
    std::optional<std::int64_t> port;
    std::optional<UnitId> unit;
    std::optional<bool> enabled;
  };
  [[nodiscard]] std::vector<Mailbox> list();
  // Throws Error{invalid} with the wrong fields, {conflict, "mailbox.exists"}.
  Mailbox add(const access::Scope& scope, const Fields& fields);
  // `version` 0 = any. Throws also Error{not_found, "mailbox.not_found"}, {stale}.
  Mailbox change(const access::Scope& scope, MailboxId id, std::int64_t version, const Fields& fields);
  void remove(const access::Scope& scope, MailboxId id);

  struct Probe {
    bool ok = false;
    std::string error;          // a key
    std::int64_t messages = 0;  // in the folder
  };
  // Connects, signs in and opens the folder, without fetching. Blocks at most about a minute.
  [[nodiscard]] Probe test(MailboxId id);

 private:
  [[nodiscard]] Mailbox need(db::Tx& tx, MailboxId id) const;
  void apply(Mailbox& mailbox, const Fields& fields) const;

  db::Database& database_;
  audit::Service& audit_;
  const PasswordSeal& seal_;
  MailboxRepository mailboxes_;
};

}  // namespace aproape::mail
