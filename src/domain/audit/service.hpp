#pragma once

#include <filesystem>
#include <memory>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

#include "base/id.hpp"
#include "db/database.hpp"
#include "domain/audit/chain.hpp"

namespace aproape::audit {

// Who did it. Made from anything that has account() and reason(), that is from an access::Scope.
struct Actor {
  AccountId account;   // empty: the program itself
  std::string reason;  // of the program's own work ("mail.intake"); else empty
  std::string
      source;  // salted digest of the address that the request came from, see Service::digest; may be empty

  Actor() = default;
  Actor(AccountId who, std::string from) : account(who), source(std::move(from)) {}
  template <class Scope>
  requires requires(const Scope& s) {
    { s.account() } -> std::convertible_to<AccountId>;
    { s.reason() } -> std::convertible_to<std::string>;
  }
  Actor(const Scope& scope) : account(scope.account()), reason(scope.reason()) {}
};

// A question to the audit; empty members do not restrict.
struct Query {
  AccountId account;
  std::string subject;  // kind, with subject_id
  std::int64_t subject_id = 0;
  Millis from = 0;
  Millis to = 0;                // 0 = now
  std::int64_t before_seq = 0;  // entries before this place; 0 = from the newest
  int limit = 50;
};

// What `aproape verify` and GET /audit/verify tell.
struct Verification {
  bool ok = true;
  std::int64_t entries = 0;
  std::int64_t heads = 0;
  std::vector<Fault> faults;  // the first 100
};

// The record of who read and changed what. An entry is written in the transaction of what it records and
// joins the hash chain within a second; every 60 s the head of the chain is signed (Ed25519) and also noted
// in a file beside the database, so that a changed, removed, added, reordered or cut-off record is found
// (guides/security.md row 61). Entries hold ids, codes and salted digests, never personal data. Thread-safe.
class Service {
 public:
  // Keys are DATA/keys/audit.key (signs heads) and DATA/keys/audit.salt (digests), made on first use. All
  // nodes of one installation share them.
  Service(db::Database& database, std::filesystem::path data_dir);
  ~Service();  // stops
  Service(const Service&) = delete;
  Service& operator=(const Service&) = delete;

  // Somebody saw personal data: `subject` is the kind ("case", "person", "contact", "intake", "attachment"),
  // `why` a fixed word ("case.timeline"). Durable on return, so call it before answering; throws where it
  // cannot be written (then nothing is shown). Not from inside Database::read or ::write. The program's own
  // reads are not noted.
  void note_read(const Actor& actor, std::string_view subject, std::int64_t subject_id, std::string_view why);
  void note_read(const Actor& actor, std::string_view subject, const std::vector<std::int64_t>& subject_ids,
                 std::string_view why);
  // Somebody saw a list: one entry, with how many things it showed and what was asked for, instead of one a
  // thing. `filter` holds codes and ids as they are; what may be personal (words that were searched) goes in
  // as its digest. The same list of the same account is noted once a minute: screens that follow their work
  // ask again and again.
  struct ListRead {
    std::string_view subject;                                 // kind of the things
    std::string_view why;                                     // "case.list"
    std::vector<std::pair<std::string, std::string>> filter;  // empty values are left out
    std::string_view words;                                   // what was searched; empty: nothing
    std::size_t count = 0;
  };
  void note_list(const Actor& actor, const ListRead& read);
  // Somebody changed something, in the same transaction. `action` is a fixed word ("case.closed"), `detail` a
  // JSON object of ids, codes and digests.
  void note_change(db::Tx& tx, const Actor& actor, std::string_view action, std::string_view subject,
                   std::int64_t subject_id, std::string_view detail = "{}");

  // Keyed digest (BLAKE2b, 128 bits, hex): tells whether two values are equal without telling the value.
  [[nodiscard]] std::string digest(std::string_view personal) const;

  [[nodiscard]] std::vector<Entry> list(db::Tx& tx, const Query& query) const;

  // The chaining thread: joins new entries every second at most and signs every 60 s.
  void start();
  void stop();
  // Joins all waiting entries to the chain now. Returns how many.
  int join_waiting();
  // Signs the present head, if it grew since the last signature.
  void sign_head();
  // Joins what waits, then proves the whole chain, its heads and the file of heads.
  [[nodiscard]] Verification verify();

 private:
  struct State;
  std::unique_ptr<State> state_;
};

}  // namespace aproape::audit
