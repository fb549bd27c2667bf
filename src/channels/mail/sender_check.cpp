#include "channels/mail/sender_check.hpp"

#include "base/error.hpp"
#include "base/json.hpp"
#include "base/log.hpp"
#include "base/metrics.hpp"

namespace aproape::mail {
namespace {

bool says_nothing(const SenderVerdict& verdict) {
  return verdict.spf.empty() && verdict.dkim.empty() && verdict.dmarc.empty();
}

}  // namespace

SenderCheck check_sender(const Rspamd& rspamd, const IntakeRecord& intake, const protocol::DecodedMail& mail,
                         std::string_view authserv_id, const std::function<std::string()>& raw) {
  SenderCheck check;
  // Anybody can write the field: only a trusted hop's is read.
  if (intake.trusted) check.verdict = read_verdict(mail.authentication_results, authserv_id);
  if (!says_nothing(check.verdict)) check.by = "relay";
  if (!rspamd.configured()) return check;
  // The peer is the sender's own server only where the mail came straight from outside.
  const bool straight = intake.route != "imap" && !intake.trusted;
  try {
    auto report = rspamd.check(raw(), {.ip = straight ? intake.peer : std::string(),
                                       .from = intake.sender,
                                       .recipients = intake.recipients,
                                       .id = intake.id.str()});
    check.score = report.score;
    check.action = std::move(report.action);
    check.arc = std::move(report.arc);
    if (check.by.empty()) {
      check.verdict = std::move(report.verdict);
      if (!straight) {
        // Without the sender's address SPF is unknown, and DMARC can be proved but not refuted.
        check.verdict.spf.clear();
        if (check.verdict.dmarc != "pass") check.verdict.dmarc.clear();
      }
    }
    check.by = "rspamd";
  } catch (const Error& error) {
    log::warning("mail.rspamd_down", {{"intake", intake.id.value}, {"key", error.key()}});
    check.down = true;
  }
  metrics::count("aproape_mail_sender_checks_total", {{"result", check.down ? "down" : "checked"}});
  return check;
}

std::vector<std::string> check_flags(const SenderCheck& check, const protocol::DecodedMail& mail) {
  auto flags = verdict_flags(check.verdict, !mail.authentication_results.empty());
  if (check.down && says_nothing(check.verdict)) flags.emplace_back("sender_not_checked");
  if (check.action == "add header" || check.action == "rewrite subject" || refused(check))
    flags.emplace_back("spam_likely");
  return flags;
}

bool refused(const SenderCheck& check) {
  return check.action == "reject";
}

std::string to_text(const SenderCheck& check) {
  if (check.by.empty() && !check.down) return {};
  return json::write(json::Object{{"by", check.by},
                                  {"checked", !check.down},
                                  {"spf", check.verdict.spf},
                                  {"dkim", check.verdict.dkim},
                                  {"dmarc", check.verdict.dmarc},
                                  {"arc", check.arc},
                                  {"score", check.score ? json::Value(*check.score) : json::Value()},
                                  {"action", check.action}});
}

}  // namespace aproape::mail
