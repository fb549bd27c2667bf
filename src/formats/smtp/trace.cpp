#include "formats/smtp/trace.hpp"

namespace aproape::smtp {
namespace {

// A name that the client gave itself, fit to stand in a field.
std::string plain(std::string_view helo) {
  std::string out;
  for (const char c : helo.substr(0, 255)) {
    const bool harmless =
        c > 0x20 && c < 0x7F && std::string_view("()<>\\;,\"").find(c) == std::string_view::npos;
    out.push_back(harmless ? c : '?');
  }
  return out;
}

std::string literal(std::string_view address) {
  const bool six = address.find(':') != std::string_view::npos;
  return (six ? "[IPv6:" : "[") + std::string(address) + "]";
}

}  // namespace

std::string protocol_name(bool lmtp, bool extended, bool tls, bool utf8) {
  std::string name = lmtp ? "LMTP" : (utf8 ? "SMTP" : (extended ? "ESMTP" : "SMTP"));
  if (utf8) name.insert(0, "UTF8");
  if (tls) name.push_back('S');
  return name;
}

std::string trace_fields(const Transaction& transaction, std::string_view hostname, Millis now) {
  std::string out = "Return-Path: <" + transaction.sender.mailbox.str() + ">\r\n";
  out += "Received: from " + plain(transaction.helo) + " (" + literal(transaction.peer) + ")\r\n";
  out += "\tby " + std::string(hostname) + " with " + transaction.protocol;
  if (transaction.recipients.size() == 1) out += "\r\n\tfor <" + transaction.recipients.front().str() + ">";
  out += ";\r\n\t" + to_rfc5322(now) + "\r\n";
  return out;
}

}  // namespace aproape::smtp
