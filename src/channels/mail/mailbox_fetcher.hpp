#pragma once

#include <atomic>
#include <condition_variable>
#include <map>
#include <mutex>
#include <string>
#include <thread>

#include "channels/mail/imap_session.hpp"
#include "channels/mail/intake.hpp"
#include "channels/mail/mailbox_repository.hpp"
#include "channels/mail/password_seal.hpp"
#include "channels/mail/services.hpp"

namespace aproape::mail {

// Fetches every enabled mailbox, one thread each, so that a slow one holds up no other. A mailbox is worked
// on by the node that holds its lease, which the watching thread renews while the worker waits in IDLE. The
// cursor (UIDVALIDITY, last UID) moves in the transaction that takes the message in, so a kill at any moment
// neither loses nor doubles one. What is wrong shows in the mailbox's state.
class MailboxFetcher {
 public:
  MailboxFetcher(const Services& services, Intake& intake, const PasswordSeal& seal,
                 const Settings& settings);
  ~MailboxFetcher();
  MailboxFetcher(const MailboxFetcher&) = delete;
  MailboxFetcher& operator=(const MailboxFetcher&) = delete;

  void start();
  void stop();

 private:
  struct Running {
    std::atomic<bool> stop{false};
    std::atomic<bool> holds{false};  // the lease: taken by the worker, renewed by the watcher
    std::int64_t version = 0;        // of the row that it works by
    std::thread thread;
  };

  void watch();  // starts and ends the threads as the table says
  void work(MailboxId id, Running& me);
  void visit(const Mailbox& mailbox, Running& me);
  void take_new(ImapSession& session, Mailbox& mailbox, Running& me);
  void renew_leases();
  [[nodiscard]] bool take_lease(MailboxId id);
  void drop_lease(MailboxId id) noexcept;
  [[nodiscard]] bool pause(Running& me, Millis length);
  void tell(MailboxId id, std::string_view state, std::string_view error, bool looked);

  const Services& services_;
  Intake& intake_;
  const PasswordSeal& seal_;
  const Settings& settings_;
  MailboxRepository mailboxes_;
  std::mutex guard_;
  std::condition_variable changed_;
  bool stopping_ = false;
  std::map<MailboxId, Running> running_;
  std::thread watcher_;
};

}  // namespace aproape::mail
