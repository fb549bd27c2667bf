#include "channels/mail/acknowledge_policy.hpp"

#include <algorithm>
#include <array>

#include "text/fold.hpp"

namespace aproape::mail {

bool is_robot_address(std::string_view address) {
  std::string local = text::fold(address.substr(0, address.rfind('@')));
  // "no-reply", "no.reply" and "no_reply" are one word.
  std::erase_if(local, [](char c) { return c == '-' || c == '.' || c == '_'; });
  constexpr std::array<std::string_view, 11> kStarts{
      "noreply",   "donotreply",    "mailerdaemon", "postmaster", "bounce",       "bounces",
      "autoreply", "autoresponder", "nuraspunde",   "notreply",   "nepasrepondre"};
  return std::any_of(kStarts.begin(), kStarts.end(),
                     [&](std::string_view start) { return local.starts_with(start); }) ||
         local.ends_with("noreply") || local.ends_with("donotreply");
}

std::string_view refuses_acknowledgement(const protocol::DecodedMail& mail, std::string_view envelope_sender,
                                         bool envelope_known, bool own) {
  if (mail.kind != protocol::MailClass::normal) return "class";
  if (mail.suppress_reply) return "suppressed";
  if (envelope_known && envelope_sender.empty()) return "null_sender";
  if (own) return "own";
  if (mail.from.address.empty()) return "no_sender";
  if (is_robot_address(mail.from.address) || is_robot_address(envelope_sender)) return "robot";
  return {};
}

}  // namespace aproape::mail
