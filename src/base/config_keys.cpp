#include "base/config.hpp"

namespace aproape {

const std::vector<ConfigKey>& Config::keys() {
  using enum ConfigKey::Type;
  static const std::vector<ConfigKey> all{
      {"data.dir", text, "var",
       "Folder of everything that is not in the database: uploaded and received files, keys."},
      {"db.url", text, "sqlite:var/aproape.db", "sqlite:PATH or postgresql://USER@HOST:PORT/NAME.", true},
      {"db.connections", number, "8",
       "Read connections (SQLite) or all connections (PostgreSQL) of one node."},
      {"http.listen", address, "127.0.0.1:8080",
       "Portal, desk and API. An address beyond loopback wants TLS or a trusted proxy."},
      {"http.public_url", text, "",
       "How browsers reach http.listen, e.g. https://centru.example.org; empty: the listen address."},
      {"http.trusted_proxies", list, "",
       "Networks whose X-Forwarded-For and -Proto are believed, e.g. 10.0.0.0/8."},
      {"files.listen", address, "127.0.0.1:8081", "Uploaded and received files, on an origin of their own."},
      {"files.public_url", text, "", "How browsers reach files.listen; empty: the listen address."},
      {"tls.certificate", text, "",
       "PEM file with the certificate chain for HTTPS and STARTTLS; empty: no TLS."},
      {"tls.key", text, "", "PEM file with its private key."},
      {"smtp.listen", address, "127.0.0.1:2525", "Where mail servers deliver by SMTP; empty: off."},
      {"smtp.relay", text, "",
       "Where our mail leaves: smtp://HOST:PORT or smtps://HOST:PORT; empty: it is kept in the outbox and "
       "shown there."},
      {"smtp.relay_login", text, "", "Login at the relay; empty: none."},
      {"smtp.relay_password", text, "", "Password at the relay.", true},
      {"smtp.relay_tls", text, "opportunistic", "STARTTLS at the relay: off, opportunistic, required."},
      {"smtp.trusted_networks", list, "127.0.0.0/8,::1/128",
       "Networks without a limit per subnet; limits per sender stay."},
      {"smtp.max_size", number, "52428800", "Largest message in bytes."},
      {"smtp.per_sender", number, "60", "Messages that one sender may deliver in five minutes."},
      {"smtp.per_subnet", number, "300",
       "Messages that one network (/24, /64) outside smtp.trusted_networks may deliver in five minutes."},
      {"lmtp.listen", address, "127.0.0.1:2424", "Where Postfix delivers by LMTP; empty: off."},
      {"mail.address", text, "contact@informatiiconsulare.ro", "The one address of the whole network."},
      {"mail.domains", list, "",
       "Further recipient domains whose addresses all are ours (the missions' own)."},
      {"mail.authserv_id", text, "",
       "Whose Authentication-Results are believed, when they come by a trusted network; empty: nobody's."},
      {"mail.clamd", text, "",
       "Virus scanner: unix:/path or HOST:PORT of clamd; empty: attachments are marked \"not scanned\"."},
      {"mail.rspamd", text, "",
       "rspamd, asked about each message's sender: http://HOST:PORT of its normal worker; empty: only "
       "Authentication-Results of mail.authserv_id count."},
      {"mail.acknowledge", flag, "true", "Send an automatic acknowledgement with the case number."},
      {"mail.decode_workers", number, "4", "Messages that are read at the same time."},
      {"session.idle_minutes", number, "15", "A session ends after so many minutes without use."},
      {"session.hours", number, "12", "A session ends after so many hours in any case."},
      {"sip.listen", address, "127.0.0.1:5060",
       "Telephone: SIP over UDP and TCP, on an IPv4 address; empty: no telephone."},
      {"sip.trusted_networks", list, "127.0.0.0/8",
       "Networks that may call us without being a trunk, and are not limited."},
      {"sip.per_source", number, "50",
       "Requests a second of any other address; who sends more is not answered for five minutes."},
      {"sip.most_calls", number, "500", "Calls at the same time; further ones are told to come later."},
      {"sip.drain_seconds", number, "300", "How long calls may go on when the program is stopped."},
      {"rtp.ports", text, "20000-29999", "Telephone: UDP ports of the voices, two for each call."},
      {"rtp.public_address", text, "",
       "The IPv4 address by which browsers reach those ports, where it is another than that of sip.listen."},
      {"rtp.return_seconds", number, "30",
       "How long the page of a browser that is gone may need to come back, before the call goes on without "
       "it."},
      {"translation.url", text, "",
       "Machine translation of templates: http://HOST:PORT of a LibreTranslate server; empty: none. Only "
       "templates go there, nothing of a case."},
      {"log.level", text, "info", "debug, info, warning or error."},
      {"demo.seed", flag, "false",
       "Load the demonstration staff and network at start. Never on a real installation."},
  };
  return all;
}

}  // namespace aproape
