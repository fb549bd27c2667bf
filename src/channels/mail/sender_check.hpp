#pragma once

#include <functional>
#include <optional>
#include <string>
#include <vector>

#include "channels/mail/intake_repository.hpp"
#include "channels/mail/rspamd.hpp"
#include "channels/mail/sender_verdict.hpp"
#include "protocol/decoded_mail.hpp"

namespace aproape::mail {

// What is known of a message's sender, and who said it.
struct SenderCheck {
  std::string by;     // "rspamd", "relay" (its Authentication-Results), empty: nobody
  bool down = false;  // rspamd should have said it and could not be reached: not checked
  SenderVerdict verdict;
  std::string arc;
  std::optional<double> score;  // rspamd's, of spam
  std::string action;           // rspamd's: "no action", "add header", "reject", …
};

// Asks rspamd where it is configured; else, and for what rspamd cannot know behind a trusted hop, reads that
// hop's Authentication-Results (guides/mail.md U1, U2). Never throws on account of rspamd: mail is taken
// without it. `raw` is called for the message's bytes, at most once.
[[nodiscard]] SenderCheck check_sender(const Rspamd& rspamd, const IntakeRecord& intake,
                                       const protocol::DecodedMail& mail, std::string_view authserv_id,
                                       const std::function<std::string()>& raw);

// Flags for the contact (docs/mail-flags.md): those of verdict_flags(), "sender_not_checked" where rspamd was
// down, "spam_likely" where it advises to mark or refuse the mail.
[[nodiscard]] std::vector<std::string> check_flags(const SenderCheck& check,
                                                   const protocol::DecodedMail& mail);

// Whether rspamd would have refused the mail: held in quarantine, where staff sees it.
[[nodiscard]] bool refused(const SenderCheck& check);

// As table mail_intake keeps it and the API shows it: a JSON object; empty where nobody said anything.
[[nodiscard]] std::string to_text(const SenderCheck& check);

}  // namespace aproape::mail
