// Decision time of the router: 500 agents, 20 skills, 2,000 waiting, all agents busy but the one that just
// finished. Prints the median and the 99th percentile of a decision, and their ratio to the bars of 1 ms and
// 5 ms.

#include <algorithm>
#include <cstdio>
#include <ctime>
#include <random>

#include "domain/routing/router.hpp"

using namespace aproape;
using namespace aproape::routing;

// CPU time of this thread: what else runs on the machine does not count.
double micros_now() {
  timespec now{};
  clock_gettime(CLOCK_THREAD_CPUTIME_ID, &now);
  return static_cast<double>(now.tv_sec) * 1e6 + static_cast<double>(now.tv_nsec) / 1e3;
}

int main() {
  std::mt19937_64 random(7);
  const auto draw = [&](int below) { return static_cast<int>(random() % static_cast<std::uint64_t>(below)); };
  std::int64_t offers = 0, works = 0;
  Router router(default_rules(), [&] { return OfferId{++offers}; });
  Millis now = 1'000'000'000;
  const auto new_work = [&] {
    Work work;
    work.id = {++works};
    work.channel = Channel::call;
    work.urgency = draw(50) == 0 ? 1 : 2 + draw(3);
    work.entered_at = now;
    Stage first{0, {}, {{1 + draw(30)}}};
    first.skills.add(static_cast<std::size_t>(draw(20)));
    first.skills.add(static_cast<std::size_t>(draw(20)));
    Stage second{30 * kSecond, first.skills, {{31}}};
    work.stages = {first, second};
    return work;
  };
  std::vector<std::pair<OfferId, WorkId>> held;
  const auto take = [&](const std::vector<Decision>& decisions) {
    for (const auto& decision : decisions)
      if (decision.kind == Decision::Kind::offered && router.accept(decision.offer, now).accepted)
        held.emplace_back(decision.offer, decision.work);
  };
  for (int i = 1; i <= 500; ++i) {
    Agent agent;
    agent.id = {i};
    agent.queues = {{1 + draw(30)}, {31}};
    for (std::size_t skill = 0; skill < 20; ++skill)
      if (draw(3) == 0) agent.skills.add(skill);
    router.describe(agent, now);
    router.set_availability(agent.id, Availability::available, now);
  }
  while (router.waiting().size() < 2000 || held.size() < 490) {
    take(router.add(new_work(), now));
    now += 10;
    take(router.advance(now));
    if (router.waiting().size() > 6000) break;
  }
  while (router.waiting().size() > 2000) router.remove(router.waiting().rbegin()->first.id, now);

  std::vector<double> micros;
  for (int i = 0; i < 20'000; ++i) {
    now += 50;
    if (i % 2 == 0 && !held.empty()) {
      const auto at = static_cast<std::size_t>(draw(static_cast<int>(held.size())));
      const auto work = held[at].second;
      held.erase(held.begin() + static_cast<std::ptrdiff_t>(at));
      const double began = micros_now();
      auto decisions = router.finish(work, now);
      micros.push_back(micros_now() - began);
      take(decisions);
    } else {
      auto work = new_work();
      const double began = micros_now();
      auto decisions = router.add(std::move(work), now);
      micros.push_back(micros_now() - began);
      take(decisions);
      while (router.waiting().size() > 2000) router.remove(router.waiting().rbegin()->first.id, now);
    }
  }
  std::sort(micros.begin(), micros.end());
  const double median = micros[micros.size() / 2], p99 = micros[micros.size() * 99 / 100];
  std::printf(
      "router, 500 agents, 20 skills, %zu waiting, %zu busy: median %.1f us (1/%.0f of 1 ms), p99 %.1f us "
      "(1/%.0f of 5 ms)\n",
      router.waiting().size(), held.size(), median, 1000 / median, p99, 5000 / p99);
  return median < 1000 && p99 < 5000 ? 0 : 1;
}
