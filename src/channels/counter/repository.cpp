#include "channels/counter/repository.hpp"

#include <limits>

namespace aproape::counter::repository {
namespace {

#define ENTRY_SELECT                                                                     \
  "select contact_id, case_id, channel, unit_id, person_id, written_on, registered_on, " \
  "received_at, entered_by, entered_at from counter_entry "

Entry entry_of(const db::Row& row) {
  Entry entry;
  entry.contact = row.id<ContactId>(0);
  entry.case_id = row.id<CaseId>(1);
  entry.channel = row.text(2);
  entry.unit = row.id<UnitId>(3);
  entry.person = row.id<PersonId>(4);
  entry.written_on = row.text(5);
  entry.registered_on = row.text(6);
  entry.received_at = row.i64(7);
  entry.entered_by = row.id<AccountId>(8);
  entry.entered_at = row.i64(9);
  return entry;
}

}  // namespace

void insert(db::Tx& tx, const Entry& entry) {
  tx.exec(
      "insert into counter_entry (contact_id, case_id, channel, unit_id, person_id, written_on, "
      "registered_on, received_at, entered_by, entered_at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10)",
      {entry.contact, entry.case_id, entry.channel, entry.unit, entry.person, entry.written_on,
       entry.registered_on, entry.received_at, entry.entered_by, entry.entered_at});
}

std::optional<Entry> find(db::Tx& tx, ContactId id) {
  const auto row = tx.one(ENTRY_SELECT "where contact_id = $1", {id});
  if (!row) return std::nullopt;
  return entry_of(*row);
}

std::vector<Entry> entered_by(db::Tx& tx, AccountId account, ContactId before, int limit) {
  const std::int64_t from = before.empty() ? std::numeric_limits<std::int64_t>::max() : before.value;
  std::vector<Entry> entries;
  for (const db::Row& row :
       tx.query(ENTRY_SELECT "where entered_by = $1 and contact_id < $2 order by contact_id desc limit $3",
                {account, from, limit}))
    entries.push_back(entry_of(row));
  return entries;
}

}  // namespace aproape::counter::repository
