#include "sim/sms_gateway/gateway.hpp"

#include <boost/json/object.hpp>
#include <boost/json/serialize.hpp>
#include <cstdlib>
#include <exception>
#include <utility>

#include "sim/http/client.hpp"
#include "sim/sms_gateway/query.hpp"

namespace sim {
namespace {

constexpr int kDelivered = 1;
constexpr int kUnreached = 2;
constexpr int kRefused = 16;
constexpr int kSilent = 0;

// Which report a number's phone leads to.
int fate_of(const std::string& number) {
  switch (number.empty() ? '0' : number.back()) {
    case '7':
      return kRefused;
    case '8':
      return kUnreached;
    case '9':
      return kSilent;
    default:
      return kDelivered;
  }
}

}  // namespace

SmsGateway::SmsGateway(GatewayPlan plan, Log& log) : plan_(std::move(plan)), log_(log) {}

HttpReply SmsGateway::answer(const HttpCall& call) {
  if (call.method == "GET" && call.target.starts_with("/cgi-bin/sendsms?"))
    return send(read_query(call.target));
  if (call.method == "POST" && call.target.starts_with("/phone?"))
    return bring(read_query(call.target), call.body);
  if (call.method == "GET" && call.target == "/sent") {
    const std::lock_guard lock(guard_);
    return {200, sent_};
  }
  return {404, "no such thing in the simulated gateway"};
}

HttpReply SmsGateway::send(std::map<std::string, std::string> query) {
  if (query["username"] != plan_.user || query["password"] != plan_.secret)
    return {403, "Authorization failed for sendsms"};
  if (query["to"].empty()) return {400, "Missing receiver number, rejected"};
  boost::json::object line;
  for (const char* name : {"from", "to", "text", "coding", "charset", "smsc", "dlr-mask"})
    line[name] = query[name];
  log_.write("sms", line);
  const std::lock_guard lock(guard_);
  sent_ += boost::json::serialize(line) + "\n";
  const int fate = fate_of(query["to"]);
  const int mask = std::atoi(query["dlr-mask"].c_str());
  std::string url = query["dlr-url"];
  const auto mark = url.find("%d");
  if (fate != kSilent && (mask & fate) != 0 && mark != std::string::npos)
    reports_.push_back(url.replace(mark, 2, std::to_string(fate)));
  return {202, "0: Accepted for delivery"};
}

HttpReply SmsGateway::bring(std::map<std::string, std::string> query, const std::string& text) const {
  const std::string target = "/api/v1/sms/incoming?secret=" + query_word(plan_.incoming) +
                             "&id=" + query_word(query["id"]) + "&from=" + query_word(query["from"]) +
                             "&to=" + query_word(query["to"]);
  try {
    HttpClient centre(plan_.centre);
    const HttpAnswer answer =
        centre.request("POST", target, {{"Content-Type", "text/plain; charset=UTF-8"}}, text);
    return {answer.status, answer.body};
  } catch (const std::exception& error) {
    return {502, error.what()};
  }
}

void SmsGateway::report() {
  std::vector<std::string> due;
  {
    const std::lock_guard lock(guard_);
    due.swap(reports_);
  }
  for (const std::string& url : due) {
    bool taken = false;
    try {
      HttpClient centre(url);
      const HttpAnswer answer = centre.request("GET", url.substr(centre.origin().size()), {}, {});
      log_.write("report", {{"status", answer.status}});
      taken = answer.status < 500;
    } catch (const std::exception&) {
      log_.write("report_lost", {});
    }
    if (taken) continue;
    const std::lock_guard lock(guard_);
    reports_.push_back(url);
  }
}

}  // namespace sim
