#pragma once

#include <memory>
#include <string>
#include <vector>

#include "sim/arguments.hpp"
#include "sim/desk/operator.hpp"

namespace sim {

// What a shift of simulated staff is made of.
struct ShiftPlan {
  std::string api;
  std::string accounts;  // file, see read_accounts()
  std::string to;        // SMTP door; empty: citizens do not write back
  std::string centre = "contact@informatiiconsulare.ro";
  std::string log;
  int operators = 0;   // 0: all accounts
  double seconds = 0;  // 0: until told to stop
  double speed = 1;
  unsigned long seed = 1;
  Habits habits;
};
// The options that set it.
void add_options(Arguments& arguments, ShiftPlan& plan);

// Everybody of the shift at work, a thread each.
class Shift {
 public:
  // Signs everybody in, one after the other. Throws std::runtime_error where an account is refused,
  // std::invalid_argument where there are fewer accounts than operators.
  Shift(const ShiftPlan& plan, Log& log, const std::atomic<bool>& stop);
  // Returns when time is over or end() was called, and everybody has gone home.
  void run();
  void end() { pace_.end(); }
  [[nodiscard]] std::size_t operators() const { return sessions_.size(); }
  [[nodiscard]] const std::vector<Account>& accounts() const { return accounts_; }

 private:
  ShiftPlan plan_;
  Log& log_;
  const std::atomic<bool>& stop_;
  Pace pace_;
  std::vector<Account> accounts_;
  std::vector<std::unique_ptr<Session>> sessions_;
};

}  // namespace sim
