#include "sim/desk/shift.hpp"

#include <boost/json/serialize.hpp>
#include <cstdio>
#include <stdexcept>
#include <thread>

#include "sim/check/check.hpp"
#include "sim/commands.hpp"

namespace sim {
namespace {

namespace json = boost::json;

// Missions that cases are handed to.
std::vector<std::string> missions(Session& session) {
  std::vector<std::string> codes;
  const Answer answer = session.get("/missions");
  for (const json::value& mission : elements(answer.body, "items"))
    if (const std::string code = text_of(mission, "code"); !code.empty()) codes.push_back(code);
  return codes;
}

}  // namespace

void add_options(Arguments& arguments, ShiftPlan& plan) {
  arguments.value("--api", plan.api);
  arguments.value("--accounts", plan.accounts);
  arguments.value("--to", plan.to);
  arguments.value("--centre", plan.centre);
  arguments.value("--log", plan.log);
  arguments.value("--operators", plan.operators);
  arguments.value("--speed", plan.speed);
  arguments.value("--seed", plan.seed);
  arguments.value("--decline", plan.habits.decline);
  arguments.value("--pause", plan.habits.pause);
  arguments.value("--reply", plan.habits.reply);
}

Shift::Shift(const ShiftPlan& plan, Log& log, const std::atomic<bool>& stop)
    : plan_(plan), log_(log), stop_(stop), pace_(plan.speed, stop), accounts_(read_accounts(plan.accounts)) {
  const auto wanted = static_cast<std::size_t>(plan.operators);
  if (wanted > accounts_.size())
    throw std::invalid_argument("only " + std::to_string(accounts_.size()) + " accounts for " +
                                std::to_string(wanted) + " operators");
  const std::size_t count = wanted == 0 ? accounts_.size() : wanted;
  for (std::size_t i = 0; i < count && !stop_; ++i) {
    sessions_.push_back(std::make_unique<Session>(plan.api, accounts_[i]));
    sessions_.back()->enter();
  }
  if (!sessions_.empty()) plan_.habits.missions = missions(*sessions_.front());
}

void Shift::run() {
  Citizens citizens(plan_.to, plan_.centre, log_, stop_);
  pace_.begin(plan_.seconds);
  std::vector<std::jthread> staff;
  for (std::size_t i = 0; i < sessions_.size(); ++i) {
    staff.emplace_back([this, &citizens, i] {
      try {
        Operator(*sessions_[i], plan_.habits, pace_, log_, citizens, plan_.seed * 1000 + i).work();
      } catch (const std::exception& error) {
        std::fprintf(stderr, "operator %zu: %s\n", i + 1, error.what());
      }
    });
  }
  staff.clear();  // everybody has gone before the citizens stop
}

int desk(const std::vector<std::string>& words) {
  ShiftPlan plan;
  bool checks = false;
  bool whole = false;
  Arguments arguments;
  add_options(arguments, plan);
  arguments.value("--seconds", plan.seconds);
  arguments.flag("--check", checks);
  arguments.flag("--whole", whole);
  arguments.read(words);
  require("--api", plan.api);
  require("--accounts", plan.accounts);
  if (checks) require("--log (--check reads it)", plan.log);
  Log log(plan.log);
  Shift shift(plan, log, g_stop);
  shift.run();
  json::object result{{"operators", shift.operators()}};
  if (checks) result["check"] = check_figures(plan.api, shift.accounts(), {plan.log}, whole);
  std::printf("%s\n", json::serialize(result).c_str());
  return checks && !result["check"].as_object()["equal"].as_bool() ? 1 : 0;
}

}  // namespace sim
