#pragma once

#include <functional>
#include <map>
#include <optional>
#include <set>
#include <vector>

#include "domain/routing/agent.hpp"
#include "domain/routing/work.hpp"

namespace aproape::routing {

// How work of one channel is offered.
struct ChannelRules {
  Millis lease = 30 * kSecond;    // an offer that nobody answers ends after it
  bool pause_on_miss = true;      // and then the agent is paused: he is not there
  Millis cooldown = 2 * kMinute;  // how long who declined or missed is not asked again
  Millis wrap_up = 0;             // time for writing up, before the agent is free again
};

struct Rules {
  std::array<ChannelRules, kChannels> channels;
  HeadStarts head_starts = kHeadStarts;
  Millis emergency_lease =
      2 * kMinute;  // at most, whatever the channel: an emergency does not lie with who is away
};

// The rules of one channel as a supervisor sets them.
struct ChannelSetting {
  Channel channel = Channel::mail;
  ChannelRules rules;
  int capacity = 0;  // how many an agent has at once, 0 to 10, where nobody set it for him
};

// The centre's rules where nobody set others: calls ring 20 s and leave 30 s to write up; what lies in
// writing waits for the agent for 15 minutes and pauses nobody.
[[nodiscard]] Rules default_rules();

// What the router decided; the caller writes it down and tells those concerned. In order of decision.
struct Decision {
  enum class Kind {
    offered,     // `work` to `agent`, until `until`
    returned,    // the offer ended without an answer and the work waits again at its place
    paused,      // the agent let an offer ring out
    wrapped_up,  // the time for writing up is over
  };
  Kind kind = Kind::offered;
  WorkId work;
  AccountId agent;
  OfferId offer;
  std::size_t stage = 0;        // by which stage the agent was found
  std::optional<Millis> until;  // of an offer
};

// Who gets which work. A pure machine: it reads no clock, stores nothing, draws no random number; the same
// inputs in the same order give the same decisions. Every call takes `now` (milliseconds UTC, never going
// back) and returns what follows from it, timers that have run out by then among them. Not thread-safe: it
// has one owner.
//
// It keeps this invariant after each call: no work waits that an agent with room could take. Waiting work is
// served in the order of its Place; among those who could take it: the one who knows the case, then the
// nearest stage, then the least loaded, then who has been idle longest, then the lower id.
//
// Calls about work, agents or offers that are not known change nothing and return false or nothing: with
// several nodes and people, an answer may come after its offer has ended.
class Router {
 public:
  // Makes the ids of offers. Called once an offer.
  using NewOffer = std::function<OfferId()>;

  Router(Rules rules, NewOffer new_offer);
  Router(const Router&) = delete;
  Router& operator=(const Router&) = delete;

  // --- work
  std::vector<Decision> add(Work work, Millis now);
  // Ended while it waited, rang or was held: hung up, answered elsewhere, closed. No wrap-up.
  std::vector<Decision> remove(WorkId work, Millis now);

  // --- agents
  // Adds the agent or replaces skills, queues, limits and shifts; availability and engagements stay as they
  // are.
  std::vector<Decision> describe(const Agent& agent, Millis now);
  std::vector<Decision> set_availability(AccountId agent, Availability availability, Millis now);

  // --- offers and held work
  struct Answer {
    bool accepted = false;  // false: the offer had ended
    std::vector<Decision> decisions;
  };
  Answer accept(OfferId offer, Millis now);
  Answer decline(OfferId offer, Millis now);
  // The agent takes waiting work by hand; taken at once. Refused where it does not wait any more or he has no
  // room.
  Answer pick(WorkId work, AccountId agent, Millis now);
  // The agent has finished held work: write-up begins, if the channel has one.
  std::vector<Decision> finish(WorkId work, Millis now);
  std::vector<Decision> end_wrap_up(AccountId agent, WorkId work, Millis now);
  // Held work goes back to the line, to its old place: handed back, or the agent vanished.
  std::vector<Decision> hand_back(WorkId work, Millis now);

  // Only time has passed.
  std::vector<Decision> advance(Millis now);
  // When advance() has something to do next; none where nothing is timed.
  [[nodiscard]] std::optional<Millis> next_wake() const;

  // --- looking
  [[nodiscard]] const std::map<AccountId, Agent>& agents() const { return agents_; }
  // Waiting work, first in line first. The pointers hold until the next call that is not const.
  [[nodiscard]] const std::map<Place, const Work*>& waiting() const { return waiting_; }
  [[nodiscard]] const Work* find(WorkId work) const;
  // Agents that could take the work at `now` if they had room; for the expected wait.
  [[nodiscard]] std::size_t able_in_principle(const Work& work, Millis now) const;

  // Puts back what was stored, before any other call: agents with their engagements and all work that is
  // waiting, offered or held. Decides nothing; a first advance() then does, for everything.
  void restore(std::vector<Agent> agents, std::vector<Work> works, Millis now);

 private:
  struct Timer {
    enum class What : std::uint8_t { stage, cooldown, engagement, shift };
    Millis at = 0;
    What what = What::stage;
    WorkId work;
    AccountId agent;
    friend auto operator<=>(const Timer&, const Timer&) = default;
  };
  struct Change {  // what may match now and could not before
    std::set<AccountId> agents;
    std::set<WorkId> works;
  };

  void expire(Millis now, Change& change, std::vector<Decision>& decisions);
  void dispatch(Millis now, const Change& change, std::vector<Decision>& decisions);
  void offer(const Work& work, Agent& agent, std::size_t stage, Millis now, std::vector<Decision>& decisions);
  void wait(const Work& work, Millis now);
  void set_timers(const Work& work, Millis now);
  void set_timers(const Agent& agent, Millis now);
  struct Engaged {
    Agent* agent = nullptr;
    Engagement* engagement = nullptr;
  };
  [[nodiscard]] Engaged engaged(WorkId work);
  void release(WorkId work, Millis now, Change& change);
  void turn_down(WorkId work, Millis now, Change& change, std::vector<Decision>& decisions);
  // Who leaves while something rings will not answer it.
  void turn_down_all(const Agent& agent, Millis now, Change& change, std::vector<Decision>& decisions);
  std::vector<Decision> settle(Millis now, Change change, std::vector<Decision> decisions = {});
  [[nodiscard]] const ChannelRules& rules(Channel channel) const;

  Rules rules_;
  NewOffer new_offer_;
  std::map<AccountId, Agent> agents_;
  std::map<WorkId, Work> works_;
  std::map<Place, const Work*> waiting_;  // into works_
  std::map<WorkId, AccountId> holders_;   // of work that is offered, held or written up
  std::map<OfferId, WorkId> offers_;
  std::set<Timer> timers_;
  bool restored_ = false;  // everything may match: nothing was decided since restore()
};

}  // namespace aproape::routing
