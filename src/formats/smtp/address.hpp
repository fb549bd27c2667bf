#pragma once

#include <optional>
#include <string>
#include <string_view>

namespace aproape::smtp {

// A mailbox of an SMTP path (RFC 5321 4.1.2), unquoted.
struct Mailbox {
  std::string local;   // without quotes and backslashes
  std::string domain;  // lower case; empty only for the bare "postmaster" of RFC 5321 4.5.1
  bool utf8 = false;   // has bytes over 0x7F: needs SMTPUTF8

  [[nodiscard]] bool empty() const { return local.empty() && domain.empty(); }  // the null sender <>
  // local@domain, with the local part quoted where the grammar wants it.
  [[nodiscard]] std::string str() const;
  friend bool operator==(const Mailbox&, const Mailbox&) = default;
};

enum class PathFault {
  syntax,        // 501 5.1.3
  local_long,    // over 64 octets
  domain_long,   // over 255 octets
  source_route,  // <@a,@b:c@d>: refused, RFC 5321 appendix C
};

struct Path {
  std::optional<Mailbox> mailbox;  // absent where `fault` tells why
  PathFault fault = PathFault::syntax;
  std::string_view rest;  // what follows the closing bracket
};

// Reads "<local@domain>" at the start of `text`. `<>` gives an empty mailbox where `null_allowed`;
// `<postmaster>` gives one without domain where `bare_postmaster`. Domains may be address literals
// ([192.0.2.1]).
[[nodiscard]] Path parse_path(std::string_view text, bool null_allowed, bool bare_postmaster);

// The address as it travels: the domain in ASCII labels, so that only one whose local part is not ASCII still
// needs SMTPUTF8 (`utf8`). nullopt where `text` is no address.
[[nodiscard]] std::optional<Mailbox> wire_mailbox(std::string_view text);

// Reads a plain "local@domain" with nothing around it; nullopt where it is not one.
[[nodiscard]] std::optional<Mailbox> parse_mailbox(std::string_view text);

}  // namespace aproape::smtp
