#pragma once

#include <filesystem>
#include <string>
#include <vector>

namespace aproape::sms {

// What the channel is told by the configuration; filled by src/app. Sender, country and the most parts of a
// message are messages::SmsOptions.
struct Settings {
  std::string url;              // sms.url, "http://host:13013/cgi-bin/sendsms"; empty: messages are held
  std::string user;             // sms.user
  std::string secret;           // sms.secret, the password at the gateway
  std::string smsc;             // sms.smsc: over which line the gateway sends; empty: it chooses
  std::string incoming_secret;  // sms.incoming_secret; empty: nothing is taken in
  std::vector<std::string> allowed{"127.0.0.0/8", "::1/128"};  // sms.allowed: where the gateway calls from
  int per_second = 5;                      // sms.per_second, handed to the gateway by this node
  int per_number = 20;                     // sms.per_number, to one number in 24 hours
  int per_sender = 60;                     // sms.per_sender, from one number in five minutes
  std::filesystem::path data_dir = "var";  // for keys/sms.key
  std::string node = "node";               // holder of the leases
};

}  // namespace aproape::sms
