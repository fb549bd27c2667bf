#include "domain/routing/router.hpp"

#include <algorithm>
#include <tuple>
#include <utility>

namespace aproape::routing {

Rules default_rules() {
  Rules rules;
  const auto set = [&](Channel channel, ChannelRules of_channel) {
    rules.channels[static_cast<std::size_t>(channel)] = of_channel;
  };
  set(Channel::call, {20 * kSecond, true, kMinute, 30 * kSecond});
  set(Channel::chat, {30 * kSecond, true, 2 * kMinute, 0});
  set(Channel::message, {kMinute, true, 5 * kMinute, 0});
  set(Channel::visit, {2 * kMinute, true, 5 * kMinute, 30 * kSecond});
  for (const auto channel : {Channel::mail, Channel::form, Channel::letter})
    set(channel, {15 * kMinute, false, kHour, 0});
  return rules;
}

Router::Router(Rules rules, NewOffer new_offer) : rules_(rules), new_offer_(std::move(new_offer)) {}

const ChannelRules& Router::rules(Channel channel) const {
  return rules_.channels[static_cast<std::size_t>(channel)];
}

std::vector<Decision> Router::add(Work work, Millis now) {
  const WorkId id = work.id;
  if (works_.contains(id) || holders_.contains(id)) return settle(now, {});
  works_[id] = std::move(work);
  wait(works_[id], now);
  return settle(now, {{}, {id}});
}

std::vector<Decision> Router::remove(WorkId work, Millis now) {
  Change change;
  release(work, now, change);
  if (const auto found = works_.find(work); found != works_.end()) {
    waiting_.erase(place_of(found->second, rules_.head_starts));
    works_.erase(found);
  }
  return settle(now, change);
}

std::vector<Decision> Router::describe(const Agent& agent, Millis now) {
  const auto [at, added] = agents_.try_emplace(agent.id, agent);
  if (added) {
    at->second.engagements.clear();
    at->second.availability = Availability::offline;
    set_timers(at->second, now);
    return settle(now, {});
  }
  at->second.skills = agent.skills;
  at->second.queues = agent.queues;
  at->second.limits = agent.limits;
  at->second.shifts = agent.shifts;
  set_timers(at->second, now);
  return settle(now, {{agent.id}, {}});
}

std::vector<Decision> Router::set_availability(AccountId agent, Availability availability, Millis now) {
  const auto found = agents_.find(agent);
  if (found == agents_.end() || found->second.availability == availability) return settle(now, {});
  const bool came = found->second.availability == Availability::offline;
  found->second.availability = availability;
  if (availability == Availability::available) {
    if (came) found->second.idle_since = now;
    return settle(now, {{agent}, {}});
  }
  Change change;
  std::vector<Decision> decisions;
  turn_down_all(found->second, now, change, decisions);
  return settle(now, change, std::move(decisions));
}

Router::Answer Router::accept(OfferId offer, Millis now) {
  auto decisions = settle(now, {});  // a lease that ended by now has ended
  const auto found = offers_.find(offer);
  if (found == offers_.end()) return {false, std::move(decisions)};
  auto& engagement = *engaged(found->second).engagement;
  engagement.phase = Engagement::Phase::held;
  engagement.offer = {};
  engagement.until.reset();
  const AccountId agent = holders_.at(found->second);
  offers_.erase(found);
  return {true, settle(now, {{agent}, {}}, std::move(decisions))};  // the next one may be offered now
}

Router::Answer Router::decline(OfferId offer, Millis now) {
  Change change;
  std::vector<Decision> decisions;
  expire(now, change, decisions);
  // Nothing is offered before the work is back in the line: it goes before what is younger.
  const auto found = offers_.find(offer);
  const bool stood = found != offers_.end();
  if (stood) turn_down(found->second, now, change, decisions);
  return {stood, settle(now, change, std::move(decisions))};
}

Router::Answer Router::pick(WorkId work, AccountId agent, Millis now) {
  auto decisions = settle(now, {});
  const auto at = agents_.find(agent);
  const auto found = works_.find(work);
  if (at == agents_.end() || found == works_.end() || !has_room(at->second, found->second.channel, true) ||
      waiting_.erase(place_of(found->second, rules_.head_starts)) == 0)
    return {false, std::move(decisions)};
  at->second.engagements.push_back({work, found->second.channel, Engagement::Phase::held, {}, {}});
  holders_[work] = agent;
  return {true, std::move(decisions)};
}

std::vector<Decision> Router::finish(WorkId work, Millis now) {
  const auto [agent, engagement] = engaged(work);
  if (engagement == nullptr || engagement->phase != Engagement::Phase::held) return settle(now, {});
  works_.erase(work);
  if (const Millis wrap_up = rules(engagement->channel).wrap_up; wrap_up > 0) {
    engagement->phase = Engagement::Phase::wrap_up;
    engagement->until = now + wrap_up;
    timers_.insert({now + wrap_up, Timer::What::engagement, work, agent->id});
    return settle(now, {});
  }
  Change change;
  release(work, now, change);
  return settle(now, change);
}

std::vector<Decision> Router::end_wrap_up(AccountId agent, WorkId work, Millis now) {
  const auto found = engaged(work);
  if (found.engagement == nullptr || found.agent->id != agent ||
      found.engagement->phase != Engagement::Phase::wrap_up)
    return settle(now, {});
  Change change;
  release(work, now, change);
  return settle(now, change);
}

std::vector<Decision> Router::hand_back(WorkId work, Millis now) {
  const auto found = engaged(work);
  if (found.engagement == nullptr || found.engagement->phase != Engagement::Phase::held)
    return settle(now, {});
  Change change;
  Work& back = works_.at(work);
  back.cooldowns.push_back({found.agent->id, now + rules(back.channel).cooldown});
  if (back.last_holder == found.agent->id) back.last_holder = {};
  release(work, now, change);
  wait(back, now);
  change.works.insert(work);
  return settle(now, change);
}

std::vector<Decision> Router::advance(Millis now) {
  return settle(now, {});
}

std::optional<Millis> Router::next_wake() const {
  if (timers_.empty()) return std::nullopt;
  return timers_.begin()->at;
}

const Work* Router::find(WorkId work) const {
  const auto found = works_.find(work);
  return found == works_.end() ? nullptr : &found->second;
}

std::size_t Router::able_in_principle(const Work& work, Millis now) const {
  return static_cast<std::size_t>(std::count_if(agents_.begin(), agents_.end(), [&](const auto& entry) {
    const Agent& agent = entry.second;
    return agent.availability == Availability::available &&
           agent.limits[static_cast<std::size_t>(work.channel)] > 0 &&
           (work.urgency == 1 || on_shift(agent, now)) && stage_for(agent, work, now).has_value();
  }));
}

void Router::restore(std::vector<Agent> agents, std::vector<Work> works, Millis now) {
  for (auto& agent : agents) {
    for (const auto& engagement : agent.engagements) {
      holders_[engagement.work] = agent.id;
      if (engagement.phase == Engagement::Phase::offered) offers_[engagement.offer] = engagement.work;
      if (engagement.until)
        timers_.insert({*engagement.until, Timer::What::engagement, engagement.work, agent.id});
    }
    set_timers(agent, now);
    agents_[agent.id] = std::move(agent);
  }
  for (auto& work : works) {
    const WorkId id = work.id;
    works_[id] = std::move(work);
    if (!holders_.contains(id)) wait(works_[id], now);
  }
  restored_ = true;
}

// --- what follows from a change

std::vector<Decision> Router::settle(Millis now, Change change, std::vector<Decision> decisions) {
  expire(now, change, decisions);
  if (std::exchange(restored_, false))
    for (const auto& [place, work] : waiting_) change.works.insert(place.id);
  dispatch(now, change, decisions);
  return decisions;
}

void Router::expire(Millis now, Change& change, std::vector<Decision>& decisions) {
  while (!timers_.empty() && timers_.begin()->at <= now) {
    const Timer timer = *timers_.begin();
    timers_.erase(timers_.begin());
    if (timer.what == Timer::What::shift) {
      change.agents.insert(timer.agent);
      continue;
    }
    if (timer.what != Timer::What::engagement) {
      change.works.insert(timer.work);
      continue;
    }
    const auto [agent, engagement] = engaged(timer.work);
    // A timer of an engagement that has ended since, or of an earlier one with the same work.
    if (engagement == nullptr || agent->id != timer.agent || !engagement->until || *engagement->until > now)
      continue;
    if (engagement->phase == Engagement::Phase::wrap_up) {
      decisions.push_back({Decision::Kind::wrapped_up, timer.work, agent->id, {}, 0, {}});
      release(timer.work, now, change);
      continue;
    }
    const bool pauses = rules(engagement->channel).pause_on_miss;
    turn_down(timer.work, now, change, decisions);
    if (!pauses || agent->availability != Availability::available) continue;
    agent->availability = Availability::paused;
    decisions.push_back({Decision::Kind::paused, timer.work, agent->id, {}, 0, {}});
    turn_down_all(*agent, now, change, decisions);
  }
}

void Router::dispatch(Millis now, const Change& change, std::vector<Decision>& decisions) {
  std::vector<Agent*> free;  // among those that changed
  for (const auto id : change.agents)
    if (const auto found = agents_.find(id); found != agents_.end()) free.push_back(&found->second);
  const auto forget_full = [&] {
    std::erase_if(free, [](const Agent* agent) {
      for (std::size_t i = 0; i < kChannels; ++i)
        if (has_room(*agent, static_cast<Channel>(i), true)) return false;
      return true;
    });
  };
  forget_full();

  // Before the change nobody who waits could be taken: only what changed, on either side, can make a pair.
  std::map<Place, const Work*> changed;
  for (const auto id : change.works)
    if (const auto found = works_.find(id); found != works_.end())
      if (const auto place = place_of(found->second, rules_.head_starts); waiting_.contains(place))
        changed.emplace(place, &found->second);
  std::vector<std::pair<const Work*, bool>> line;  // and whether it may go to anybody
  if (free.empty()) {
    for (const auto& [place, work] : changed) line.emplace_back(work, true);
  } else {
    for (const auto& [place, work] : waiting_) line.emplace_back(work, changed.contains(place));
  }

  for (const auto& [work, anybody] : line) {
    using Rank = std::tuple<bool, std::size_t, int, Millis, AccountId>;
    Agent* best = nullptr;
    Rank best_rank;
    const auto consider = [&, work = work](Agent& agent) {
      const auto stage = able(agent, *work, now);
      if (!stage) return;
      const Rank rank{agent.id != work->last_holder, *stage, load(agent, immediate(work->channel)),
                      agent.idle_since, agent.id};
      if (best == nullptr || rank < best_rank) best = &agent, best_rank = rank;
    };
    if (anybody) {
      for (auto& [id, agent] : agents_) consider(agent);
    } else {
      for (auto* agent : free) consider(*agent);
    }
    if (best == nullptr) continue;
    offer(*work, *best, std::get<1>(best_rank), now, decisions);
    forget_full();
  }
}

void Router::offer(const Work& work, Agent& agent, std::size_t stage, Millis now,
                   std::vector<Decision>& decisions) {
  const Millis lease = rules(work.channel).lease;
  const Millis until = now + (work.urgency == 1 ? std::min(lease, rules_.emergency_lease) : lease);
  const OfferId id = new_offer_();
  waiting_.erase(place_of(work, rules_.head_starts));
  agent.engagements.push_back({work.id, work.channel, Engagement::Phase::offered, id, until});
  holders_[work.id] = agent.id;
  offers_[id] = work.id;
  timers_.insert({until, Timer::What::engagement, work.id, agent.id});
  decisions.push_back({Decision::Kind::offered, work.id, agent.id, id, stage, until});
}

void Router::wait(const Work& work, Millis now) {
  waiting_[place_of(work, rules_.head_starts)] = &work;
  set_timers(work, now);
}

void Router::set_timers(const Work& work, Millis now) {
  for (const auto& stage : work.stages)
    if (const Millis at = work.entered_at + stage.after; at > now)
      timers_.insert({at, Timer::What::stage, work.id, {}});
  for (const auto& cooldown : work.cooldowns)
    if (cooldown.until > now) timers_.insert({cooldown.until, Timer::What::cooldown, work.id, {}});
}

void Router::set_timers(const Agent& agent, Millis now) {
  for (const auto& shift : agent.shifts)
    if (shift.from > now) timers_.insert({shift.from, Timer::What::shift, {}, agent.id});
}

Router::Engaged Router::engaged(WorkId work) {
  const auto holder = holders_.find(work);
  if (holder == holders_.end()) return {};
  Agent& agent = agents_.at(holder->second);
  for (auto& engagement : agent.engagements)
    if (engagement.work == work) return {&agent, &engagement};
  return {};
}

void Router::release(WorkId work, Millis now, Change& change) {
  const auto [agent, engagement] = engaged(work);
  if (engagement == nullptr) return;
  offers_.erase(engagement->offer);
  agent->engagements.erase(agent->engagements.begin() + (engagement - agent->engagements.data()));
  agent->idle_since = now;
  holders_.erase(work);
  change.agents.insert(agent->id);
}

void Router::turn_down(WorkId work, Millis now, Change& change, std::vector<Decision>& decisions) {
  const auto [agent, engagement] = engaged(work);
  const OfferId offer = engagement->offer;
  Work& back = works_.at(work);
  std::erase_if(back.cooldowns, [&](const Cooldown& cooldown) { return cooldown.until <= now; });
  back.cooldowns.push_back({agent->id, now + rules(back.channel).cooldown});
  if (back.last_holder == agent->id) back.last_holder = {};
  decisions.push_back({Decision::Kind::returned, work, agent->id, offer, 0, {}});
  release(work, now, change);
  wait(back, now);
  change.works.insert(work);
}

void Router::turn_down_all(const Agent& agent, Millis now, Change& change, std::vector<Decision>& decisions) {
  std::vector<WorkId> ringing;
  for (const auto& engagement : agent.engagements)
    if (engagement.phase == Engagement::Phase::offered) ringing.push_back(engagement.work);
  for (const auto work : ringing) turn_down(work, now, change, decisions);
}

}  // namespace aproape::routing
