#pragma once

#include <boost/json/value.hpp>
#include <map>
#include <set>
#include <string>
#include <vector>

#include "sim/desk/citizens.hpp"
#include "sim/desk/pace.hpp"
#include "sim/desk/session.hpp"
#include "sim/log.hpp"
#include "sim/mail/story.hpp"

namespace sim {

// How often staff does what, in shares of 1.
struct Habits {
  double decline = 0.03;              // of offers
  double pause = 0.02;                // of the moments without work
  double reply = 0.35;                // of citizens who were asked something
  std::vector<std::string> missions;  // codes of units that cases are handed to
};

// A member of staff at the desk, through the public API alone: comes, takes what is offered, reads, answers,
// closes, waits for the citizen, hands over, pauses, goes.
class Operator {
 public:
  Operator(Session& session, const Habits& habits, const Pace& pace, Log& log, Citizens& citizens,
           std::uint64_t seed);
  // Works until it is over. Throws std::runtime_error where the centre is gone for good.
  void work();

 private:
  using Json = boost::json::value;

  void be(const std::string& availability, const std::string& reason);
  void turn(const Json& me);
  void consider(const Json& offer);
  void taken(const Json& offered_case);
  void handle(const std::string& id);
  void answer(const Json& the_case, const Json& letter, std::string_view then);
  void wrap_up(const Json& work, const Json& me);
  void take_a_break(const Json& me);

  // Does it to the case as it is then, again where somebody else changed it meanwhile; after a lost
  // connection it looks whether it was done. Writes `deeds` down, the first of which the timeline shows.
  bool act(const Json& the_case, const std::string& path, const Json& body,
           const std::vector<std::string>& deeds);
  void note(const Json& the_case, const std::string& deed);
  long shown(const std::string& id, const std::string& deed);
  [[nodiscard]] bool chance(double share);
  [[nodiscard]] double between(double least, double most);

  Session& session_;
  const Habits& habits_;
  const Pace& pace_;
  Log& log_;
  Citizens& citizens_;
  Random random_;
  std::string since_;
  std::map<std::string, std::map<std::string, long>> done_;  // case -> deed -> how often
  std::set<std::string> beyond_;                             // cases that this account cannot work on
};

}  // namespace sim
