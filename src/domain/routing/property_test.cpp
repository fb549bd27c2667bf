#include <doctest/doctest.h>

#include <cstdlib>
#include <map>
#include <random>
#include <set>
#include <sstream>
#include <string_view>

#include "domain/routing/router.hpp"

// Random centres with random days: after every step of every seed the promises of Router hold. The checks
// share no code with the router: they ask again, the slow way, whether somebody waits beside somebody who is
// free.

namespace aproape::routing {
namespace {

#if defined(__SANITIZE_ADDRESS__) || defined(__SANITIZE_THREAD__)
constexpr std::uint64_t kShort = 100;  // a sanitizer looks for other faults, and takes ten times as long
#else
constexpr std::uint64_t kShort = 1000;
#endif
constexpr int kSkills = 4;
constexpr int kQueues = 3;

// What the test itself knows of an agent's skills, so that it need not ask SkillSet.
struct Known {
  std::set<std::size_t> skills;
};
struct Wanted {
  std::vector<std::set<std::size_t>> by_stage;
};

class Day {
 public:
  explicit Day(std::uint64_t seed)
      : random_(seed), router_(default_rules(), [this] { return OfferId{++last_offer_}; }) {
    const int agents = 1 + draw(8);
    for (int i = 1; i <= agents; ++i) describe(i);
  }

  // Runs `steps` random steps; the log of all decisions.
  std::string run(int steps) {
    for (int i = 0; i < steps; ++i) {
      step();
      record(router_.advance(now_));
      check();
    }
    return log_.str();
  }

 private:
  int draw(int below) { return static_cast<int>(random_() % static_cast<std::uint64_t>(below)); }

  void describe(std::int64_t id) {
    Agent agent;
    agent.id = {id};
    Known known;
    for (std::size_t skill = 0; skill < kSkills; ++skill) {
      if (draw(3) == 0) continue;
      known.skills.insert(skill * 50);  // spread over several words
      agent.skills.add(skill * 50);
    }
    for (int queue = 1; queue <= kQueues; ++queue)
      if (draw(2) == 0) agent.queues.push_back({queue});
    agent.limits = {draw(4) == 0 ? 0 : 1, 3, draw(6), 1, 1 + draw(4), 2, 10};
    // Some work by shifts, some whenever they are there; shifts may touch, overlap or be long past.
    for (int i = draw(3); i > 0; --i) {
      const Millis from = now_ + draw(400'000) - 100'000;
      agent.shifts.push_back({from, from + draw(300'000)});
    }
    agents_[agent.id] = known;
    record(router_.describe(agent, now_));
  }

  Work new_work() {
    Work work;
    work.id = {++last_work_};
    work.channel = static_cast<Channel>(draw(static_cast<int>(kChannels)));
    work.urgency = 1 + draw(4);
    work.entered_at = now_ - (draw(5) == 0 ? draw(2'000'000) : 0);
    if (draw(3) == 0) work.last_holder = {1 + draw(8)};
    Wanted wanted;
    Millis after = 0;
    for (int i = 0; i <= draw(3); ++i) {
      Stage stage;
      stage.after = after;
      std::set<std::size_t> skills;
      for (std::size_t skill = 0; skill < kSkills; ++skill)
        if (draw(4) == 0) skills.insert(skill * 50), stage.skills.add(skill * 50);
      for (int queue = 1; queue <= kQueues; ++queue)
        if (draw(2) == 0) stage.queues.push_back({queue});
      work.stages.push_back(stage);
      wanted.by_stage.push_back(skills);
      after += 1 + draw(90'000);
    }
    wanted_[work.id] = wanted;
    return work;
  }

  void step() {
    if (draw(3) == 0) now_ += draw(40'000);
    if (const auto wake = router_.next_wake(); wake && draw(4) == 0) now_ = std::max(now_, *wake);
    const AccountId agent{1 + draw(8)};
    switch (draw(13)) {
      case 0:
      case 1:
      case 2: {
        const Work work = new_work();
        alive_.insert(work.id);
        record(router_.add(work, now_));
        break;
      }
      case 3:
      case 4:
        record(router_.set_availability(agent, draw(3) == 0 ? Availability::paused : Availability::available,
                                        now_));
        break;
      case 5:
        if (agents_.contains(agent)) describe(agent.value);
        break;
      case 6:
      case 7:
        answer(true);
        break;
      case 8:
        answer(false);
        break;
      case 9:
        if (const auto work = any(alive_)) {
          alive_.erase(*work);
          record(router_.remove(*work, now_));
        }
        break;
      case 10:
        if (const auto work = held()) {
          alive_.erase(*work);
          record(router_.finish(*work, now_));
        }
        break;
      case 11:
        if (const auto work = held()) record(router_.hand_back(*work, now_));
        break;
      default: {
        if (const auto work = any(alive_); work && draw(2) == 0)
          record(router_.pick(*work, agent, now_).decisions);
        else
          record(router_.advance(now_));
      }
    }
  }

  void answer(bool yes) {
    if (open_.empty()) return;
    auto offer = open_.begin();
    std::advance(offer, draw(static_cast<int>(open_.size())));
    const OfferId id = offer->first;
    const auto answer = yes ? router_.accept(id, now_) : router_.decline(id, now_);
    if (yes && answer.accepted) open_.erase(id);
    record(answer.decisions);
  }

  template <class Set>
  std::optional<WorkId> any(const Set& set) {
    if (set.empty()) return std::nullopt;
    auto at = set.begin();
    std::advance(at, draw(static_cast<int>(set.size())));
    return *at;
  }
  std::optional<WorkId> held() {
    std::vector<WorkId> found;
    for (const auto& [id, agent] : router_.agents())
      for (const auto& engagement : agent.engagements)
        if (engagement.phase == Engagement::Phase::held) found.push_back(engagement.work);
    return any(found);
  }

  void record(const std::vector<Decision>& decisions) {
    for (const auto& decision : decisions) {
      log_ << static_cast<int>(decision.kind) << ' ' << decision.work.value << ' ' << decision.agent.value
           << ' ' << decision.offer.value << ' ' << decision.until.value_or(0) << '\n';
      if (decision.kind == Decision::Kind::offered) {
        REQUIRE(open_.emplace(decision.offer, decision.work).second);
        for (const auto& [offer, work] : open_) REQUIRE((offer == decision.offer || work != decision.work));
        offered_.push_back(decision);
      }
      if (decision.kind == Decision::Kind::returned) REQUIRE(open_.erase(decision.offer) == 1);
    }
  }

  // As in Router's contract, asked the slow way.
  bool may_take(const Agent& agent, const Work& work) const {
    bool works = agent.shifts.empty() || work.urgency == 1;
    for (const auto& shift : agent.shifts) works = works || (shift.from <= now_ && now_ < shift.to);
    if (!works) return false;
    for (const auto& cooldown : work.cooldowns)
      if (cooldown.agent == agent.id && cooldown.until > now_) return false;
    for (std::size_t i = 0; i < work.stages.size(); ++i) {
      if (work.entered_at + work.stages[i].after > now_) continue;
      bool queue = false;
      for (const auto of_stage : work.stages[i].queues)
        for (const auto of_agent : agent.queues) queue = queue || of_stage == of_agent;
      bool skilled = true;
      for (const auto skill : wanted_.at(work.id).by_stage[i])
        skilled = skilled && agents_.at(agent.id).skills.contains(skill);
      if (queue && skilled) return true;
    }
    return false;
  }
  static bool room(const Agent& agent, Channel channel, bool emergency) {
    const int limit = agent.limits[static_cast<std::size_t>(channel)];
    if (agent.availability != Availability::available || limit == 0) return false;
    double share = 1.0 / limit;
    const bool live = channel <= Channel::visit;
    for (const auto& engagement : agent.engagements) {
      const bool other_live = engagement.channel <= Channel::visit;
      if (other_live && !live) return false;
      if (!other_live && !live && !emergency && engagement.phase == Engagement::Phase::offered) return false;
      if (other_live == live)
        share += 1.0 / std::max(1, agent.limits[static_cast<std::size_t>(engagement.channel)]);
    }
    return share < 1.0001;
  }

  void check() {
    std::map<WorkId, int> places;
    for (const auto& [place, waiting] : router_.waiting()) {
      const Work& work = *waiting;
      ++places[work.id];
      for (const auto& [agent_id, agent] : router_.agents())
        REQUIRE_FALSE((room(agent, work.channel, work.urgency == 1) &&
                       may_take(agent, work)));  // waits beside a free able agent
      // Overtaken: younger work of its channel went in this step to somebody who could have taken it.
      for (const auto& decision : offered_) {
        const Work* other = router_.find(decision.work);
        if (other == nullptr || other->channel != work.channel) continue;
        if (!(place < place_of(*other, kHeadStarts))) continue;
        const auto& agent = router_.agents().at(decision.agent);
        REQUIRE_FALSE(may_take(agent, work));
      }
    }
    std::set<OfferId> live;
    for (const auto& [id, agent] : router_.agents()) {
      for (const auto& engagement : agent.engagements) {
        if (engagement.phase != Engagement::Phase::wrap_up) ++places[engagement.work];
        if (engagement.phase == Engagement::Phase::offered) {
          live.insert(engagement.offer);
          REQUIRE(agent.availability == Availability::available);
        }
        if (engagement.until) REQUIRE(*engagement.until > now_);  // leases always return
      }
    }
    // Every work is in exactly one place, and nothing else is anywhere.
    for (const auto id : alive_) REQUIRE(places[id] == 1);
    for (const auto& [id, count] : places) REQUIRE(alive_.contains(id));
    // Removed work takes its offer with it; all other offers that were made are still open or were returned.
    std::erase_if(open_, [&](const auto& offer) { return !alive_.contains(offer.second); });
    std::set<OfferId> known;
    for (const auto& [offer, work] : open_) known.insert(offer);
    REQUIRE(live == known);
    offered_.clear();
  }

  std::mt19937_64 random_;
  std::int64_t last_offer_ = 0, last_work_ = 0;
  Router router_;
  Millis now_ = 1'000'000'000;
  std::map<AccountId, Known> agents_;
  std::map<WorkId, Wanted> wanted_;
  std::set<WorkId> alive_;          // added, and neither removed nor finished
  std::map<OfferId, WorkId> open_;  // offers that nobody answered yet
  std::vector<Decision> offered_;   // in the last step
  std::ostringstream log_;
};

}  // namespace

TEST_CASE("nobody waits beside a free able agent, nobody is overtaken, no offer is lost or doubled") {
  const char* set = std::getenv("APROAPE_TEST_LONG");
  const std::uint64_t seeds = set != nullptr && std::string_view(set) == "1" ? 10'000 : kShort;
  for (std::uint64_t seed = 1; seed <= seeds; ++seed) {
    CAPTURE(seed);
    Day(seed).run(120);
  }
}

TEST_CASE("the same day gives the same decisions") {
  for (std::uint64_t seed = 1; seed <= 20; ++seed) CHECK(Day(seed).run(200) == Day(seed).run(200));
}

}  // namespace aproape::routing
