#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace aproape::mail {

// What our own relay found out about the sender; words as in RFC 8601 ("pass", "fail", "none", …), empty:
// unknown.
struct SenderVerdict {
  std::string spf;
  std::string dkim;
  std::string dmarc;
};

// Reads Authentication-Results fields (RFC 8601, newest first). Only the newest one of `authserv_id` counts;
// the caller makes sure that the mail came by a trusted hop, otherwise anybody could have written it
// (guides/mail.md U1). Pure; linear; takes any bytes.
[[nodiscard]] SenderVerdict read_verdict(const std::vector<std::string>& fields,
                                         std::string_view authserv_id);

// Flags for the contact: "dmarc_fail" makes the banner (U3), "sender_verified" where DMARC passed;
// "sender_unverified" where the mail claims (`claimed`) a verdict that nobody whom we believe has given.
[[nodiscard]] std::vector<std::string> verdict_flags(const SenderVerdict& verdict, bool claimed);

}  // namespace aproape::mail
