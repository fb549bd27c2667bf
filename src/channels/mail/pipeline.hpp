#pragma once

#include <string>
#include <vector>

#include "channels/mail/evidence.hpp"
#include "channels/mail/intake_repository.hpp"
#include "channels/mail/mail_reader.hpp"
#include "channels/mail/rspamd.hpp"
#include "channels/mail/sender_check.hpp"
#include "channels/mail/services.hpp"
#include "db/jobs.hpp"

namespace aproape::mail {

// Makes cases of what came in: the job "mail.decode". Each run ends in one transaction that moves the intake
// entry from "received" to its end (in a case, tied to a message of ours, or held in quarantine) together
// with all that follows from it, so it can be killed at any point and run again. Thread-safe.
class Pipeline {
 public:
  Pipeline(const Services& services, const Recipients& recipients, const Settings& settings,
           MailReader& reader);

  // Throws Error{unavailable} where a part is down or the mail that this one answers is still being read: run
  // again.
  void run(const db::Job& job);

  // The same for one entry. `release`: staff wants a case of it, whatever it is. `attempt`: from 1; after
  // kAttempts failures that are not our own the entry is held.
  void process(IntakeId id, bool release, int attempt);

  static constexpr int kAttempts = 5;

 private:
  struct Work;  // one message on its way
  void hold(const Work& work, std::string reason);
  void finish(db::Tx& tx, const IntakeRecord& intake, const IntakeOutcome& outcome) const;
  [[nodiscard]] bool file_report(const Work& work);
  [[nodiscard]] SenderCheck check(const Work& work) const;
  void make_contact(Work& work);
  void commit(db::Tx& tx, Work& work);
  CaseId open_case(db::Tx& tx, Work& work, const ThreadDecision& decision);
  void read_contact(Work& work);
  void stage_attachments(Work& work, std::int64_t ring);

  const Services& services_;
  const Recipients& recipients_;
  const Settings& settings_;
  MailReader& reader_;
  Rspamd rspamd_;
  Evidence evidence_;
  IntakeRepository intakes_;
};

// The job that has a contact's attachments scanned; payload {"contact":"123"}.
inline constexpr std::string_view kScanJob = "mail.scan";

}  // namespace aproape::mail
