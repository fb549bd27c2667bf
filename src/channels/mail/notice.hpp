#pragma once

#include <string>

#include "channels/mail/recipients.hpp"
#include "channels/mail/relay.hpp"

namespace aproape::mail {

// A mail of the program to staff that belongs to no case, with one file.
struct Notice {
  std::string to;
  std::string subject;
  std::string text;
  std::string file_name;
  std::string file_type;
  std::string file;
  std::string
      reference;  // of letters, digits and dots: the same mail gives the same Message-ID at every attempt
  Millis date = 0;
};

// Hands it to the relay, from the null sender: nobody's machine answers it. Blocks as Relay::send();
// try_later where no relay is set. Throws Error{invalid, "mail.address"}.
[[nodiscard]] messages::Delivery send_notice(const Relay& relay, const Recipients& recipients,
                                             const Notice& notice);

}  // namespace aproape::mail
