#pragma once

#include <functional>
#include <string>
#include <string_view>
#include <vector>

#include "channels/mail/intake_repository.hpp"
#include "db/database.hpp"
#include "storage/blobs.hpp"

namespace aproape::mail {

// How a message reached us.
struct Envelope {
  std::string route;   // "smtp", "lmtp", "imap"
  std::string sender;  // empty for bounces
  std::vector<std::string> recipients;
  std::string peer;      // address of the other side
  bool trusted = false;  // see IntakeRecord::trusted
  MailboxId mailbox;
};

// Takes in whole messages: once accept() returns, the bytes, the record and the job that reads them are
// durable, and the other side may be told so (guides/mail.md D1). Thread-safe.
class Intake {
 public:
  Intake(db::Database& database, storage::Blobs& blobs) : database_(database), blobs_(blobs) {}

  struct Accepted {
    IntakeId id;
    bool duplicate = false;
  };
  // Throws Error{unavailable, "storage.full" | "db.unavailable"}: nothing was kept, the sender should try
  // again. `also` runs in the same transaction (an IMAP cursor moves on with the message that it passed).
  Accepted accept(std::string_view raw, const Envelope& envelope,
                  const std::function<void(db::Tx&)>& also = {});

  // Tells staff of mail that was not taken in, as an entry in quarantine without bytes: "storm" (a sender or
  // network over its rate, once; A10), "too_large" (in a fetched mailbox). `also` as in accept().
  void report(const Envelope& envelope, const std::string& reason,
              const std::function<void(db::Tx&)>& also = {});

 private:
  db::Database& database_;
  storage::Blobs& blobs_;
  IntakeRepository repository_;
};

// The job that reads an intake entry: its kind, and its payload {"intake":"123"}.
inline constexpr std::string_view kDecodeJob = "mail.decode";
[[nodiscard]] db::NewJob decode_job(IntakeId id);

}  // namespace aproape::mail
