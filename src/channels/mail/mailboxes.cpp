#include "channels/mail/mailboxes.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "channels/mail/imap_session.hpp"

namespace aproape::mail {
namespace {

void check(const Mailbox& mailbox) {
  std::vector<Error::Field> wrong;
  const auto need_text = [&](const std::string& value, const char* name) {
    if (value.empty() || value.size() > 255) wrong.push_back({name, "field.required"});
  };
  need_text(mailbox.name, "name");
  need_text(mailbox.host, "host");
  need_text(mailbox.login, "login");
  need_text(mailbox.folder, "folder");
  if (mailbox.port < 1 || mailbox.port > 65535) wrong.push_back({"port", "field.range"});
  if (mailbox.tls != "implicit" && mailbox.tls != "starttls" && mailbox.tls != "none") {
    wrong.push_back({"tls", "field.choice"});
  }
  if (!wrong.empty()) throw Error("field.invalid", std::move(wrong));
}

}  // namespace

std::vector<Mailbox> Mailboxes::list() {
  return database_.read([&](db::Tx& tx) { return mailboxes_.all(tx); });
}

Mailbox Mailboxes::need(db::Tx& tx, MailboxId id) const {
  auto found = mailboxes_.find(tx, id);
  if (!found) throw Error(ErrorKind::not_found, "mailbox.not_found");
  return *found;
}

void Mailboxes::apply(Mailbox& mailbox, const Fields& fields) const {
  const std::string source = mailbox.host + "\n" + mailbox.login + "\n" + mailbox.folder;
  if (fields.name) mailbox.name = *fields.name;
  if (fields.host) mailbox.host = *fields.host;
  if (fields.port) mailbox.port = static_cast<int>(std::min<std::int64_t>(*fields.port, 100'000));
  if (fields.tls) mailbox.tls = *fields.tls;
  if (fields.login) mailbox.login = *fields.login;
  if (fields.password) mailbox.password = seal_.seal(*fields.password);
  if (fields.folder) mailbox.folder = *fields.folder;
  if (fields.unit) mailbox.unit = *fields.unit;
  if (fields.enabled) mailbox.enabled = *fields.enabled;
  if (source != mailbox.host + "\n" + mailbox.login + "\n" + mailbox.folder) {
    mailbox.uid_validity = 0;  // another mailbox: from its beginning
    mailbox.last_uid = 0;
  }
  check(mailbox);
}

Mailbox Mailboxes::add(const access::Scope& scope, const Fields& fields) {
  Mailbox mailbox;
  mailbox.id = make_id<MailboxId>();
  apply(mailbox, fields);
  database_.write([&](db::Tx& tx) {
    mailboxes_.insert(tx, mailbox, database_.clock().now());
    audit_.note_change(tx, scope, "mailbox.added", "mailbox", mailbox.id.value);
    tx.publish({.type = "mailbox.updated",
                .subject = "mailbox",
                .subject_id = mailbox.id.value,
                .actor_id = scope.account().value});
  });
  return mailbox;
}

Mailbox Mailboxes::change(const access::Scope& scope, MailboxId id, std::int64_t version,
                          const Fields& fields) {
  return database_.write([&](db::Tx& tx) {
    Mailbox mailbox = need(tx, id);
    if (version != 0 && version != mailbox.version) throw Error(ErrorKind::stale, "stale");
    apply(mailbox, fields);
    ++mailbox.version;
    mailboxes_.update(tx, mailbox);
    if (!mailbox.enabled) {
      mailbox.state = "off";
      mailboxes_.set_state(tx, id, "off", "", std::nullopt);
    }
    audit_.note_change(tx, scope, "mailbox.changed", "mailbox", id.value);
    tx.publish({.type = "mailbox.updated",
                .subject = "mailbox",
                .subject_id = id.value,
                .actor_id = scope.account().value});
    return mailbox;
  });
}

void Mailboxes::remove(const access::Scope& scope, MailboxId id) {
  database_.write([&](db::Tx& tx) {
    static_cast<void>(need(tx, id));
    mailboxes_.remove(tx, id);
    audit_.note_change(tx, scope, "mailbox.removed", "mailbox", id.value);
    tx.publish({.type = "mailbox.updated",
                .subject = "mailbox",
                .subject_id = id.value,
                .actor_id = scope.account().value});
  });
}

Mailboxes::Probe Mailboxes::test(MailboxId id) {
  const Mailbox mailbox = database_.read([&](db::Tx& tx) { return need(tx, id); });
  try {
    ImapSession session(mailbox, seal_.open(mailbox.password), [] { return false; });
    const auto folder = session.open(mailbox.folder);
    session.logout();
    return {true, {}, folder.messages};
  } catch (const Error& error) {
    return {false, error.key(), 0};
  }
}

}  // namespace aproape::mail
