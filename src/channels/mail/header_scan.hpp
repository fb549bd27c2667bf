#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace aproape::mail {

// The little that intake must know before the sandbox reads the message: for the duplicates' ledger.
struct HeaderScan {
  std::string message_id;   // without brackets; empty where there is none
  std::size_t body = 0;     // where the body begins
  std::string digest_id;    // sha256 of the Message-ID in hex; empty where there is none
  std::string digest_body;  // sha256 of the body without the line ends at its end, in hex
};

// Linear, reads no further than the first 1 MB for the header, never throws on any bytes. The body's digest
// does not depend on trace fields, so the same message by SMTP and by IMAP has the same one (guides/mail.md
// D5).
[[nodiscard]] HeaderScan scan_header(std::string_view raw);

// Lower-case hex SHA-256.
[[nodiscard]] std::string sha256_hex(std::string_view bytes);

}  // namespace aproape::mail
