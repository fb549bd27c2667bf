#pragma once

#include <string>
#include <string_view>

#include "protocol/decoded_mail.hpp"

namespace aproape::mail {

// Why a mail gets no automatic answer; empty: it may get one (guides/mail.md A1, A2; RFC 3834 section 2).
// Pure. `envelope_known` is false for fetched mail, whose return path we never saw. `own`: the sender is one
// of ours. How often one sender is answered is messages::Service's rule (A4).
[[nodiscard]] std::string_view refuses_acknowledgement(const protocol::DecodedMail& mail,
                                                       std::string_view envelope_sender, bool envelope_known,
                                                       bool own);

// Addresses that no person reads: mailer-daemon, no-reply and its kin.
[[nodiscard]] bool is_robot_address(std::string_view address);

}  // namespace aproape::mail
