#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"
#include "db/database.hpp"

namespace aproape::mail {

using MailboxId = Id<struct MailboxTag>;

// One received message as table mail_intake keeps it.
struct IntakeRecord {
  IntakeId id;
  std::string route;                    // "smtp", "lmtp", "imap"
  std::string sender;                   // of the envelope; empty for bounces
  std::vector<std::string> recipients;  // of the envelope
  std::string peer;
  bool trusted = false;  // came by a trusted hop: its Authentication-Results may be believed
  MailboxId mailbox;     // where fetched from
  Millis received_at = 0;
  BlobId blob;            // empty for a duplicate
  std::int64_t ring = 0;  // key ring of the blob
  std::int64_t size = 0;
  std::string digest_id;
  std::string digest_body;
  std::string state = "received";
  std::string reason;
  std::vector<std::string> flags;
  std::string shown_from;
  std::string shown_to;
  std::string shown_subject;
  CaseId case_id;
  ContactId contact;
  IntakeId duplicate_of;
  std::string sender_check;  // JSON (sender_check.hpp); empty: nobody was asked

  // Held once and being read again: it keeps its reason until the job has decided.
  [[nodiscard]] bool read_again() const { return state == "received" && !reason.empty(); }
  // Whether staff find it in the quarantine.
  [[nodiscard]] bool in_quarantine() const {
    return read_again() || state == "held" || state == "released" || state == "discarded";
  }
};

// What decoding made of it.
struct IntakeOutcome {
  std::string state;  // "cased", "filed", "held", "released", "discarded", "received"
  std::string reason;
  std::vector<std::string> flags;
  std::string shown_from;
  std::string shown_to;
  std::string shown_subject;
  CaseId case_id;
  ContactId contact;
  std::string sender_check;
};

// The SQL of mail_intake. Stateless.
class IntakeRepository {
 public:
  void insert(db::Tx& tx, const IntakeRecord& record) const;
  [[nodiscard]] std::optional<IntakeRecord> find(db::Tx& tx, IntakeId id) const;
  // The entry that `fresh` repeats: same Message-ID and body within 24 hours (D1, D5), for fetched mail at
  // any time, because a server that renumbers its mailbox gives us all of it again. Without a Message-ID two
  // equal bodies are two mails, unless the same mailbox gave both.
  [[nodiscard]] std::optional<IntakeId> duplicate(db::Tx& tx, const IntakeRecord& fresh) const;
  // Whether another body came under the same Message-ID in that time: flagged.
  [[nodiscard]] bool same_id_other_body(db::Tx& tx, const std::string& digest_id,
                                        const std::string& digest_body, Millis now) const;
  // Whether a message with this Message-ID came before `id` and has not been read yet.
  [[nodiscard]] bool waits(db::Tx& tx, const std::string& digest_id, IntakeId id) const;
  // The raw bytes moved into another ring (that of the case).
  void move_blob(db::Tx& tx, IntakeId id, BlobId blob, std::int64_t ring) const;
  void finish(db::Tx& tx, IntakeId id, const IntakeOutcome& outcome, Millis now) const;
  // Quarantine: entries held (or being read again), released or discarded, newest first, with an id below
  // `before` (0 = from the newest). `state` empty: all three.
  [[nodiscard]] std::vector<IntakeRecord> list(db::Tx& tx, std::string_view state, std::int64_t before,
                                               int limit) const;
  // The ids of all of them above `after`, rising.
  [[nodiscard]] std::vector<std::int64_t> in_quarantine_after(db::Tx& tx, std::int64_t after,
                                                              int limit) const;
};

}  // namespace aproape::mail
