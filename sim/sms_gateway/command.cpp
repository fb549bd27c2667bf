// The command `sms-gateway`: a simulator of an SMS gateway and the phones behind it. Nothing leaves this
// machine.
#include <chrono>
#include <cstdio>
#include <thread>

#include "sim/arguments.hpp"
#include "sim/commands.hpp"
#include "sim/sms_gateway/gateway.hpp"

namespace sim {

int sms_gateway(const std::vector<std::string>& words) {
  GatewayPlan plan;
  std::string log_path;
  int port = 0;
  Arguments arguments;
  arguments.value("--centre", plan.centre);
  arguments.value("--port", port);
  arguments.value("--user", plan.user);
  arguments.value("--secret", plan.secret);
  arguments.value("--incoming-secret", plan.incoming);
  arguments.value("--log", log_path);
  arguments.read(words);
  require("--centre", plan.centre);
  Log log(log_path);
  SmsGateway gateway(plan, log);
  const HttpListener listener(port);
  std::printf("{\"simulator\":true,\"sendsms\":\"http://127.0.0.1:%d/cgi-bin/sendsms\"}\n", listener.port());
  std::fflush(stdout);
  std::thread reports([&gateway] {
    while (!g_stop) {
      gateway.report();
      std::this_thread::sleep_for(std::chrono::milliseconds(50));
    }
  });
  while (!g_stop) listener.serve_one([&gateway](const HttpCall& call) { return gateway.answer(call); });
  reports.join();
  return 0;
}

}  // namespace sim
