// The pilot replayed: many mails for many missions, staff at work meanwhile, and the figures at the end.
#include <boost/json/serialize.hpp>
#include <cstdio>
#include <stdexcept>
#include <thread>

#include "sim/check/check.hpp"
#include "sim/commands.hpp"
#include "sim/desk/shift.hpp"
#include "sim/mail/post.hpp"

namespace sim {
namespace {

constexpr double kMinute = 60;

}  // namespace

int pilot(const std::vector<std::string>& words) {
  ShiftPlan plan;
  plan.speed = 10;
  Correspondence mails;
  mails.count = 12'500;
  double minutes = 60;
  bool whole = false;
  Arguments arguments;
  add_options(arguments, plan);
  arguments.value("--mails", mails.count);
  arguments.value("--minutes", minutes);
  arguments.value("--connections", mails.connections);
  arguments.flag("--whole", whole);
  arguments.read(words);
  require("--api", plan.api);
  require("--accounts", plan.accounts);
  require("--to", plan.to);
  require("--log", plan.log);
  if (minutes <= 0 || mails.count <= 0) throw std::invalid_argument("--minutes and --mails are above 0");
  mails.to = plan.to;
  mails.centre = plan.centre;
  mails.seed = plan.seed;
  mails.rate = static_cast<double>(mails.count) / (minutes * kMinute);
  plan.seconds = minutes * kMinute;

  Log log(plan.log);
  Shift shift(plan, log, g_stop);
  Post post(mails, log, g_stop);
  {
    const std::jthread citizens([&] { post.run(); });
    shift.run();
  }
  boost::json::object result{{"operators", shift.operators()},
                             {"sent", post.sent()},
                             {"refused", post.refused()},
                             {"seconds", post.seconds()}};
  result["check"] = check_figures(plan.api, shift.accounts(), {plan.log}, whole);
  std::printf("%s\n", boost::json::serialize(result).c_str());
  return result["check"].as_object()["equal"].as_bool() && post.refused() == 0 ? 0 : 1;
}

}  // namespace sim
