#include "app/app_role.hpp"

#include <unistd.h>

#include <chrono>
#include <csignal>
#include <filesystem>

#include "api/surge_accounts.hpp"
#include "app/domain.hpp"
#include "app/doors.hpp"
#include "app/follower.hpp"
#include "app/node_lock.hpp"
#include "app/node_number.hpp"
#include "app/passes.hpp"
#include "app/report_mailer.hpp"
#include "app/timers.hpp"
#include "base/error.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "channels/mail/channel.hpp"
#include "channels/mail/mail_reader.hpp"
#include "channels/sms/channel.hpp"
#include "channels/voice/link.hpp"
#include "db/feed.hpp"
#include "db/jobs.hpp"
#include "db/lease.hpp"
#include "decode/client.hpp"

namespace aproape::app {
namespace {

constexpr Millis kDrain = 10 * kSecond;
// Changes that come so close together are one pass: nobody notices so short a wait.
constexpr std::chrono::milliseconds kRouterGather{20};
constexpr std::chrono::milliseconds kReportsGather{200};

std::string host_name() {
  char name[256] = "localhost";
  gethostname(name, sizeof name - 1);
  return name;
}

// Tells this process's leases from those of its forerunner, which may still run out: never the same twice, as
// a process id is in a container.
std::string node_name() {
  return host_name() + "." + std::to_string(next_id());
}

mail::Settings mail_settings(const Config& config, const std::string& node) {
  mail::Settings settings;
  settings.address = config.text("mail.address");
  settings.domains = config.list("mail.domains");
  settings.trusted_networks = config.list("smtp.trusted_networks");
  settings.max_size = config.number("smtp.max_size");
  settings.per_sender = static_cast<int>(config.number("smtp.per_sender"));
  settings.per_subnet = static_cast<int>(config.number("smtp.per_subnet"));
  settings.relay = config.text("smtp.relay");
  settings.relay_login = config.text("smtp.relay_login");
  settings.relay_password = config.text("smtp.relay_password");
  settings.relay_tls = config.text("smtp.relay_tls");
  settings.authserv_id = config.text("mail.authserv_id");
  settings.clamd = config.text("mail.clamd");
  settings.rspamd = config.text("mail.rspamd");
  settings.acknowledge = config.flag("mail.acknowledge");
  settings.decode_workers = static_cast<int>(config.number("mail.decode_workers"));
  settings.hostname = host_name();
  settings.data_dir = config.text("data.dir");
  settings.node = node;
  settings.tls = !config.text("tls.certificate").empty();
  return settings;
}

sms::Settings sms_settings(const Config& config, const std::string& node) {
  sms::Settings settings;
  settings.url = config.text("sms.url");
  settings.user = config.text("sms.user");
  settings.secret = config.text("sms.secret");
  settings.smsc = config.text("sms.smsc");
  settings.incoming_secret = config.text("sms.incoming_secret");
  settings.allowed = config.list("sms.allowed");
  settings.per_second = static_cast<int>(config.number("sms.per_second"));
  settings.per_number = static_cast<int>(config.number("sms.per_number"));
  settings.per_sender = static_cast<int>(config.number("sms.per_sender"));
  settings.data_dir = config.text("data.dir");
  settings.node = node;
  return settings;
}

bool is_ready(db::Database& database, const std::string& decode_socket) {
  try {
    database.read([](db::Tx& tx) { (void)tx.query("select 1"); });
  } catch (const Error&) {
    return false;
  }
  return std::filesystem::exists(decode_socket);
}

// Waits for SIGTERM or SIGINT; SIGHUP reads the certificate again.
void wait_for_end(Doors& doors, const sigset_t& signals) {
  while (true) {
    int number = 0;
    sigwait(&signals, &number);
    if (number != SIGHUP) return;
    doors.reload();
  }
}

}  // namespace

int run_app_role(const Config& config, const std::string& decode_socket, const std::string& voice_socket,
                 int report_fd) {
  // Blocked before any thread starts, so that only wait_for_end() sees them.
  sigset_t signals;
  sigemptyset(&signals);
  for (const int number : {SIGTERM, SIGINT, SIGHUP}) sigaddset(&signals, number);
  pthread_sigmask(SIG_BLOCK, &signals, nullptr);
  std::signal(SIGPIPE, SIG_IGN);

  const std::string node = node_name();
  Domain domain(config);
  db::Database& database = *domain.base.database;
  const NodeLock lock(config.text("data.dir"), host_name(), node);
  lock.take_over(database);
  NodeNumber number(database, node);
  decode::Client decoder(decode_socket);
  mail::SandboxReader reader(decoder);
  mail::MailChannel mail(mail_settings(config, node),
                         {database, *domain.base.blobs, *domain.base.network, domain.people, domain.contacts,
                          domain.cases, domain.messages},
                         *domain.base.audit, reader);
  sms::SmsChannel sms(sms_settings(config, node),
                      {database, *domain.base.network, domain.people, domain.cases, domain.messages});
  voice_channel::Link voice(voice_socket, database, *domain.base.network, domain.calls, domain.telephony);
  Doors doors(config, domain, mail, sms, voice,
              [&database, &decode_socket] { return is_ready(database, decode_socket); });
  db::Feed feed(database, node);
  doors.attach(feed);
  db::JobRunner jobs(database, node);
  mail.add_jobs(jobs);
  // Training takes longer than a lease of a minute on a busy machine.
  jobs.handle("classifier.retrain", {.lease = 10 * kMinute, .attempts = 3}, [&domain](const db::Job& job) {
    domain.classification.retrain(
        parse<AccountId>(json::parse(job.payload).get_string("account")).value_or(AccountId{}));
  });
  jobs.handle("report.send", {.lease = 5 * kMinute},
              [&domain, &mail](const db::Job& job) { send_report(domain, mail, job); });
  // A few at a time: a stop is heard soon, and a node that dies leaves little behind.
  jobs.handle("bulk.run", {.attempts = 100}, [&domain](const db::Job& job) {
    constexpr int kAtOnce = 20;
    const json::Value payload = json::parse(job.payload);
    const auto run = parse<automation::RunId>(payload.get_string("run"));
    const auto account = parse<AccountId>(payload.get_string("account"));
    if (run && account) domain.automation.carry_on(domain.base.access->scope(*account), *run, kAtOnce);
  });
  jobs.handle("rules.run", {.attempts = 10}, [&domain](const db::Job& job) {
    if (const auto contact = parse<ContactId>(json::parse(job.payload).get_string("contact")))
      domain.automation.react(*contact);
  });
  Timers timers(database, node);
  using On = Timers::On;
  timers.every(10 * kMinute, On::each_node, "node.number", [&] { number.renew(); });
  timers.every(10 * kSecond, On::one_node, "case.wake",
               [&] { database.write([&](db::Tx& tx) { return domain.cases.wake_snoozed(tx); }); });
  timers.every(10 * kSecond, On::one_node, "case.tally",
               [&] { database.write([&](db::Tx& tx) { return domain.cases.fold_counts(tx); }); });
  timers.every(5 * kSecond, On::one_node, "deadlines.warn",
               [&] { database.write([&](db::Tx& tx) { domain.deadlines.warn(tx, 500); }); });
  timers.every(kSecond, On::one_node, "collaboration.tell", [&] {
    if (database.read([&](db::Tx& tx) { return domain.collaboration.anything_to_tell(tx); }))
      database.write([&](db::Tx& tx) { domain.collaboration.tell_followers(tx, 500); });
  });
  timers.every(kSecond, On::one_node, "crisis.tag", [&] {
    if (database.read([&](db::Tx& tx) { return domain.crisis.anything_to_tag(tx); }))
      database.write([&](db::Tx& tx) { domain.crisis.tag_new(tx, 500); });
  });
  timers.every(10 * kSecond, On::one_node, "crisis.end",
               [&] { database.write([&](db::Tx& tx) { domain.crisis.end_due(tx); }); });
  timers.every(10 * kMinute, On::one_node, "form.forget", [&] {
    database.write(
        [&](db::Tx& tx) { return domain.forms.forget_expired(tx, 200) + domain.follow.forget_expired(tx); });
  });
  timers.every(10 * kSecond, On::one_node, "handover.remind",
               [&] { database.write([&](db::Tx& tx) { domain.handover.remind(tx, 500); }); });
  timers.every(30 * kSecond, On::one_node, "knowledge.publish",
               [&] { database.write([&](db::Tx& tx) { domain.knowledge.publish_due(tx, 50); }); });
  timers.every(10 * kSecond, On::one_node, "report.schedules",
               [&] { database.write([&](db::Tx& tx) { domain.schedules.enqueue_due(tx, 100); }); });
  timers.every(5 * kSecond, On::one_node, "routing.surge",
               [&] { api::end_surges(database, domain.routing, *domain.base.access); });
  // What was open before the router was there, at the start; later it finds nothing.
  timers.every(kHour, On::one_node, "routing.line_up", [&] {
    constexpr int kChunk = 500;
    for (std::optional<CaseId> last = CaseId{}; last;) last = domain.cases.line_up(*last, kChunk);
  });
  timers.every(kHour, On::one_node, "idempotency.forget", [&] { doors.idempotency().forget_old(); });
  timers.every(kHour, On::one_node, "blobs.sweep",
               [&] { database.read([&](db::Tx& tx) { return domain.base.blobs->sweep(tx); }); });

  Follower dispatcher(database, "router", kRouterGather, router_pass(database, node, domain.routing));
  Follower reporter(database, "reports", kReportsGather,
                    reports_pass(database, node, domain.reports.projection()));

  domain.base.audit->start();
  feed.start();
  jobs.start();
  mail.start();
  sms.start();
  timers.start();
  dispatcher.start();
  voice.start();
  reporter.start();
  doors.start();
  const std::string line = doors.addresses().to_line();
  if (report_fd >= 0 && write(report_fd, line.data(), line.size()) != static_cast<ssize_t>(line.size())) {
    log::warning("app.report_failed");
  }
  wait_for_end(doors, signals);

  log::info("app.draining");
  doors.drain(kDrain);
  mail.stop();
  sms.stop();
  jobs.stop(kDrain);
  voice.stop();
  reporter.stop();
  dispatcher.stop();
  timers.stop();
  feed.stop();
  domain.base.audit->stop();
  try {
    database.write([&](db::Tx& tx) { db::drop_leases(tx, node); });
  } catch (const Error& error) {
    log::info("node.leases_kept", {{"key", error.key()}});  // its leases run out
  }
  return 0;
}

}  // namespace aproape::app
