#include "domain/audit/repository.hpp"

#include <limits>

namespace aproape::audit::repository {
namespace {

Entry entry_of(const db::Row& row) {
  Entry entry;
  entry.id = row.i64(0);
  entry.seq = row.i64_opt(1).value_or(0);
  entry.at = row.i64(2);
  entry.account = row.id<AccountId>(3);
  entry.action = row.text(4);
  entry.subject = row.text(5);
  entry.subject_id = row.i64(6);
  entry.source = row.text(7);
  entry.detail = row.text(8);
  entry.hash = row.text(9);
  return entry;
}

std::vector<Entry> entries_of(const db::Rows& rows) {
  std::vector<Entry> entries;
  entries.reserve(rows.size());
  for (const db::Row& row : rows) entries.push_back(entry_of(row));
  return entries;
}

End end_of(const std::optional<db::Row>& row) {
  // A missing row is tampering: the walk then ends after "nothing", and every entry is a fault.
  return row ? End{row->i64(0), row->text(1)} : End{};
}

}  // namespace

void add_waiting(db::Tx& tx, const Entry& entry) {
  tx.exec(
      "insert into audit_entry (id, seq, at, account_id, action, subject, subject_id, source, detail, hash) "
      "values ($1, null, $2, $3, $4, $5, $6, $7, $8, $9)",
      {entry.id, entry.at, entry.account, entry.action, entry.subject, entry.subject_id, entry.source,
       entry.detail, entry.hash});
}

End lock_end(db::Tx& tx) {
  // An update that changes nothing takes the row's lock on both databases.
  return end_of(tx.one("update audit_chain set seq = seq where name = 'main' returning seq, hash"));
}

End end(db::Tx& tx) {
  return end_of(tx.one("select seq, hash from audit_chain where name = 'main'"));
}

void set_end(db::Tx& tx, const End& end) {
  tx.exec("update audit_chain set seq = $1, hash = $2 where name = 'main'", {end.seq, end.hash});
}

std::vector<Entry> waiting(db::Tx& tx, int limit) {
  return entries_of(
      tx.query("select id, seq, at, account_id, action, subject, subject_id, source, detail, hash "
               "from audit_entry where seq is null order by id limit $1",
               {limit}));
}

void join(db::Tx& tx, const Entry& entry) {
  tx.exec("update audit_entry set seq = $1, hash = $2 where id = $3", {entry.seq, entry.hash, entry.id});
}

std::vector<Entry> after(db::Tx& tx, std::int64_t seq, int limit) {
  return entries_of(
      tx.query("select id, seq, at, account_id, action, subject, subject_id, source, detail, hash "
               "from audit_entry where seq > $1 order by seq limit $2",
               {seq, limit}));
}

std::vector<Entry> find(db::Tx& tx, const Query& query) {
  constexpr auto kEnd = std::numeric_limits<std::int64_t>::max();
  const std::int64_t before = query.before_seq > 0 ? query.before_seq : kEnd;
  const std::int64_t until = query.to > 0 ? query.to : kEnd;
  if (!query.subject.empty())
    return entries_of(tx.query(
        "select id, seq, at, account_id, action, subject, subject_id, source, detail, hash from audit_entry "
        "where subject = $1 and subject_id = $2 and seq < $3 and at >= $4 and at <= $5 "
        "and ($6 or account_id = $7) order by seq desc limit $8",
        {query.subject, query.subject_id, before, query.from, until, query.account.empty(),
         query.account.value, query.limit}));
  if (!query.account.empty())
    return entries_of(tx.query(
        "select id, seq, at, account_id, action, subject, subject_id, source, detail, hash from audit_entry "
        "where account_id = $1 and seq < $2 and at >= $3 and at <= $4 order by seq desc limit $5",
        {query.account.value, before, query.from, until, query.limit}));
  return entries_of(tx.query(
      "select id, seq, at, account_id, action, subject, subject_id, source, detail, hash from audit_entry "
      "where seq < $1 and at >= $2 and at <= $3 order by seq desc limit $4",
      {before, query.from, until, query.limit}));
}

void add_head(db::Tx& tx, const Head& head) {
  tx.exec(
      "insert into audit_head (seq, at, hash, public_key, signature) values ($1, $2, $3, $4, $5) "
      "on conflict do nothing",
      {head.seq, head.at, head.hash, head.public_key, head.signature});
}

std::vector<Head> heads(db::Tx& tx) {
  std::vector<Head> all;
  for (const db::Row& row :
       tx.query("select seq, at, hash, public_key, signature from audit_head order by seq"))
    all.push_back(Head{row.i64(0), row.i64(1), row.text(2), row.text(3), row.text(4)});
  return all;
}

std::int64_t last_head_seq(db::Tx& tx) {
  const auto row = tx.one("select max(seq) from audit_head");
  return row ? row->i64_opt(0).value_or(0) : 0;
}

}  // namespace aproape::audit::repository
