#pragma once

#include <cstdint>
#include <filesystem>
#include <string>
#include <vector>

#include "base/time.hpp"

namespace aproape::mail {

// What the mail channel is told by the configuration; filled by src/app.
struct Settings {
  std::string address = "contact@informatiiconsulare.ro";  // mail.address
  std::vector<std::string> domains;                        // mail.domains: all their addresses are ours
  std::vector<std::string> trusted_networks{"127.0.0.0/8", "::1/128"};  // smtp.trusted_networks
  std::int64_t max_size = 50LL << 20;                                   // smtp.max_size, bytes
  int per_sender = 60;                      // smtp.per_sender, messages in five minutes
  int per_subnet = 300;                     // smtp.per_subnet, the same of one /24 or /64 that is not trusted
  std::string relay;                        // smtp.relay, "smtp://host:port"; empty: mail is held
  std::string relay_login;                  // smtp.relay_login
  std::string relay_password;               // smtp.relay_password
  std::string relay_tls = "opportunistic";  // smtp.relay_tls: off, opportunistic, required
  std::string authserv_id;                  // mail.authserv_id
  std::string clamd;                        // mail.clamd: "unix:/path" or "host:port"; empty: none
  std::string rspamd;                       // mail.rspamd, "http://host:port"; empty: none
  bool acknowledge = true;                  // mail.acknowledge
  int decode_workers = 4;                   // mail.decode_workers
  std::string hostname = "localhost";       // in the greeting and in Received
  std::filesystem::path data_dir = "var";   // for keys/mail.key
  bool tls = false;                         // a certificate is there: STARTTLS is offered
  std::string node = "node";                // holder of the leases
};

}  // namespace aproape::mail
