#include "channels/mail/mailbox_repository.hpp"

#include "base/error.hpp"

namespace aproape::mail {
namespace {

Mailbox read(const db::Row& row) {
  Mailbox box;
  box.id = row.id<MailboxId>(0);
  box.name = row.text(1);
  box.host = row.text(2);
  box.port = static_cast<int>(row.i64(3));
  box.tls = row.text(4);
  box.login = row.text(5);
  box.password = row.text_or(6, "");
  box.folder = row.text(7);
  box.unit = row.id<UnitId>(8);
  box.enabled = row.boolean(9);
  box.uid_validity = row.i64(10);
  box.last_uid = row.i64(11);
  box.state = row.text(12);
  box.last_error = row.text(13);
  box.last_at = row.i64_opt(14);
  box.version = row.i64(15);
  return box;
}

}  // namespace

std::vector<Mailbox> MailboxRepository::all(db::Tx& tx) const {
  std::vector<Mailbox> boxes;
  for (const auto& row : tx.query("select id, name, host, port, tls, login, password, folder, unit_id, "
                                  "enabled, uid_validity, last_uid,"
                                  " state, last_error, last_at, version from mailbox order by id desc")) {
    boxes.push_back(read(row));
  }
  return boxes;
}

std::optional<Mailbox> MailboxRepository::find(db::Tx& tx, MailboxId id) const {
  const auto row = tx.one(
      "select id, name, host, port, tls, login, password, folder, unit_id, enabled, uid_validity, last_uid,"
      " state, last_error, last_at, version from mailbox where id = $1",
      {id});
  if (!row) return std::nullopt;
  return read(*row);
}

void MailboxRepository::insert(db::Tx& tx, const Mailbox& box, Millis now) const {
  try {
    tx.exec(
        "insert into mailbox (id, name, host, port, tls, login, password, folder, unit_id, enabled, "
        "uid_validity,"
        " last_uid, state, last_error, version, created_at)"
        " values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, 0, 0, 'new', '', 1, $11)",
        {box.id, box.name, box.host, box.port, box.tls, box.login, db::Bytes{box.password}, box.folder,
         box.unit, box.enabled, now});
  } catch (const Error& error) {
    if (error.key() == "db.unique") throw Error(ErrorKind::conflict, "mailbox.exists");
    throw;
  }
}

void MailboxRepository::update(db::Tx& tx, const Mailbox& box) const {
  tx.exec(
      "update mailbox set name = $2, host = $3, port = $4, tls = $5, login = $6, password = $7, folder = $8,"
      " unit_id = $9, enabled = $10, uid_validity = $11, last_uid = $12, version = $13 where id = $1",
      {box.id, box.name, box.host, box.port, box.tls, box.login, db::Bytes{box.password}, box.folder,
       box.unit, box.enabled, box.uid_validity, box.last_uid, box.version});
}

void MailboxRepository::remove(db::Tx& tx, MailboxId id) const {
  tx.exec("delete from mailbox where id = $1", {id});
}

void MailboxRepository::set_state(db::Tx& tx, MailboxId id, std::string_view state, std::string_view error,
                                  std::optional<Millis> looked_at) const {
  if (looked_at) {
    tx.exec("update mailbox set state = $2, last_error = $3, last_at = $4 where id = $1",
            {id, state, error, *looked_at});
  } else {
    tx.exec("update mailbox set state = $2, last_error = $3 where id = $1", {id, state, error});
  }
}

void MailboxRepository::set_cursor(db::Tx& tx, MailboxId id, std::int64_t uid_validity,
                                   std::int64_t last_uid) const {
  tx.exec("update mailbox set uid_validity = $2, last_uid = $3 where id = $1", {id, uid_validity, last_uid});
}

}  // namespace aproape::mail
