#pragma once

#include <map>
#include <mutex>
#include <string>
#include <vector>

#include "sim/log.hpp"
#include "sim/sms_gateway/listener.hpp"

namespace sim {

struct GatewayPlan {
  std::string centre;  // "http://127.0.0.1:8080"
  std::string user;    // what a caller of sendsms must say
  std::string secret;
  std::string incoming;  // what we say when we bring a message
};

// An SMS gateway with a network and phones behind it, none of them real: no message leaves this machine. It
// takes sendsms as Kannel documents it, reports by dlr-url, and brings to the centre what is put into it.
// What happens to a message is decided by the last digit of its number: 7 the network refuses it, 8 the phone
// cannot be reached, 9 nothing is ever heard, all others deliver it.
class SmsGateway {
 public:
  SmsGateway(GatewayPlan plan, Log& log);

  // GET /cgi-bin/sendsms?…; POST /phone?id=&from=&to= with a text (a phone writes; the answer is the centre's
  // status); GET /sent gives what was taken so far, a JSON object a line. Thread-safe.
  HttpReply answer(const HttpCall& call);
  // Makes the reports that are due, one call each; one that the centre does not take is made again later.
  void report();

 private:
  HttpReply send(std::map<std::string, std::string> query);
  HttpReply bring(std::map<std::string, std::string> query, const std::string& text) const;

  GatewayPlan plan_;
  Log& log_;
  std::mutex guard_;
  std::string sent_;
  std::vector<std::string> reports_;  // addresses to be called
};

}  // namespace sim
