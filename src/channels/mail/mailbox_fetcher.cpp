#include "channels/mail/mailbox_fetcher.hpp"

#include <algorithm>
#include <chrono>

#include "base/error.hpp"
#include "base/log.hpp"
#include "base/metrics.hpp"
#include "db/lease.hpp"

namespace aproape::mail {
namespace {

constexpr Millis kLease = 10 * kSecond;  // a killed node's mailboxes are taken over after it
constexpr Millis kWatch = 2 * kSecond;
constexpr Millis kLeasePause = 2 * kSecond;  // another node holds it
constexpr Millis kIdle = 25 * kMinute;       // servers drop an IDLE after 30 min (RFC 2177)
constexpr Millis kPollPause = kMinute;       // servers without IDLE
constexpr Millis kFirstPause = 5 * kSecond;  // after a failure; doubled
constexpr Millis kLongestPause = 5 * kMinute;

}  // namespace

MailboxFetcher::MailboxFetcher(const Services& services, Intake& intake, const PasswordSeal& seal,
                               const Settings& settings)
    : services_(services), intake_(intake), seal_(seal), settings_(settings) {}

MailboxFetcher::~MailboxFetcher() {
  stop();
}

void MailboxFetcher::start() {
  watcher_ = std::thread([this] { watch(); });
}

void MailboxFetcher::stop() {
  {
    const std::lock_guard lock(guard_);
    stopping_ = true;
    changed_.notify_all();
  }
  if (watcher_.joinable()) watcher_.join();
  for (auto& [id, one] : running_) one.stop = true;
  for (auto& [id, one] : running_) one.thread.join();
  running_.clear();
}

void MailboxFetcher::watch() {
  while (true) {
    try {
      const auto boxes = services_.database.read([&](db::Tx& tx) { return mailboxes_.all(tx); });
      for (auto one = running_.begin(); one != running_.end();) {
        const bool keep = std::any_of(boxes.begin(), boxes.end(), [&](const Mailbox& box) {
          return box.id == one->first && box.enabled && box.version == one->second.version;
        });
        if (keep) {
          ++one;
          continue;
        }
        one->second.stop = true;
        one->second.thread.join();
        one = running_.erase(one);
      }
      for (const auto& box : boxes) {
        if (!box.enabled || running_.contains(box.id)) continue;
        Running& fresh = running_[box.id];
        fresh.version = box.version;
        fresh.thread = std::thread([this, id = box.id, &fresh] { work(id, fresh); });
      }
      renew_leases();
    } catch (const std::exception& error) {
      log::warning("mail.mailboxes_unread", {{"error", error.what()}});
    }
    std::unique_lock lock(guard_);
    if (changed_.wait_for(lock, std::chrono::milliseconds(kWatch), [&] { return stopping_; })) return;
  }
}

bool MailboxFetcher::pause(Running& me, Millis length) {
  const Millis end = Clock::system().monotonic() + length;
  while (!me.stop && Clock::system().monotonic() < end)
    std::this_thread::sleep_for(std::chrono::milliseconds(100));
  return !me.stop;
}

bool MailboxFetcher::take_lease(MailboxId id) {
  return services_.database.write([&](db::Tx& tx) {
    return db::take_lease(tx, "mailbox/" + id.str(), settings_.node, services_.database.clock().now(),
                          kLease);
  });
}

void MailboxFetcher::drop_lease(MailboxId id) noexcept {
  try {
    services_.database.write([&](db::Tx& tx) { db::drop_lease(tx, "mailbox/" + id.str(), settings_.node); });
  } catch (const std::exception&) {
    // It runs out by itself.
  }
}

void MailboxFetcher::renew_leases() {
  for (auto& [id, one] : running_) {
    // Lost to another node (this one slept too long): the worker sees it and ends its session.
    if (one.holds && !take_lease(id)) one.holds = false;
  }
}

void MailboxFetcher::tell(MailboxId id, std::string_view state, std::string_view error, bool looked) {
  services_.database.write([&](db::Tx& tx) {
    const auto before = mailboxes_.find(tx, id);
    if (!before) return;
    mailboxes_.set_state(tx, id, state, error,
                         looked ? std::optional(services_.database.clock().now()) : std::nullopt);
    if (before->state != state || before->last_error != error) {
      tx.publish({.type = "mailbox.updated", .subject = "mailbox", .subject_id = id.value});
    }
  });
}

void MailboxFetcher::work(MailboxId id, Running& me) {
  Millis delay = kFirstPause;
  while (!me.stop) {
    try {
      const auto mailbox = services_.database.read([&](db::Tx& tx) { return mailboxes_.find(tx, id); });
      if (!mailbox) return;
      if (take_lease(id)) {
        me.holds = true;
        visit(*mailbox, me);
        delay = kFirstPause;
        if (me.stop) drop_lease(id);
      } else if (!pause(me, kLeasePause)) {
        return;  // another node fetches it
      }
    } catch (const Error& error) {
      if (me.stop) return drop_lease(id);
      log::warning("mail.fetch_failed", {{"mailbox", id.value}, {"key", error.key()}});
      metrics::count("aproape_mail_fetch_errors_total");
      try {
        tell(id, "error", error.key(), false);
      } catch (const Error&) {
        // The database is away too; the state is told when it is back.
      }
      if (!pause(me, delay)) return;
      delay = std::min(delay * 2, kLongestPause);
    }
  }
}

void MailboxFetcher::visit(const Mailbox& from, Running& me) {
  Mailbox mailbox = from;
  tell(mailbox.id, "connecting", "", false);
  ImapSession session(mailbox, seal_.open(mailbox.password), [&me] { return me.stop || !me.holds; });
  const auto folder = session.open(mailbox.folder);
  if (folder.uid_validity != mailbox.uid_validity) {
    // The server numbered anew: all is compared again, the ledger of duplicates keeps what we have from
    // coming twice.
    mailbox.uid_validity = folder.uid_validity;
    mailbox.last_uid = 0;
  }
  while (!me.stop && me.holds) {
    take_new(session, mailbox, me);
    tell(mailbox.id, "idle", "", true);
    if (session.can_idle()) {
      session.idle(kIdle);
    } else if (!pause(me, kPollPause)) {
      break;
    }
  }
  session.logout();
}

void MailboxFetcher::take_new(ImapSession& session, Mailbox& mailbox, Running& me) {
  Envelope envelope{.route = "imap",
                    .sender = {},
                    .recipients = {},
                    .peer = mailbox.host,
                    .trusted = false,  // its owner may have put anything there, verdicts too (U1)
                    .mailbox = mailbox.id};
  if (!mailbox.unit.empty()) {
    const auto directory = services_.network.directory();
    const auto* unit = directory->unit(mailbox.unit);
    if (unit != nullptr && !unit->email.empty()) envelope.recipients.push_back(unit->email);
  }
  if (envelope.recipients.empty() && mailbox.login.find('@') != std::string::npos) {
    envelope.recipients.push_back(mailbox.login);
  }
  Spool spool(settings_.data_dir / "tmp");
  for (const auto uid : session.uids_after(mailbox.last_uid)) {
    if (me.stop || !me.holds) return;
    const auto got = session.fetch(uid, settings_.max_size, spool);
    const auto move = [&](db::Tx& tx) { mailboxes_.set_cursor(tx, mailbox.id, mailbox.uid_validity, uid); };
    if (got == ImapSession::Got::message) {
      intake_.accept(spool.view(), envelope, move);
    } else if (got == ImapSession::Got::too_large) {
      intake_.report(envelope, "too_large", move);
    } else {
      services_.database.write(move);
    }
    mailbox.last_uid = uid;
  }
}

}  // namespace aproape::mail
