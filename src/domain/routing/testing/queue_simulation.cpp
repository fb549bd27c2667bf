#include "domain/routing/testing/queue_simulation.hpp"

#include <array>
#include <cmath>
#include <queue>
#include <random>
#include <unordered_map>
#include <vector>

#include "domain/routing/router.hpp"

namespace aproape::routing::testing {
namespace {

constexpr std::size_t kBatches = 30;
constexpr double kStudent99 = 2.756;  // two-sided, 29 degrees of freedom

struct Happening {
  enum class What { arrives, ends, gives_up };
  Millis at = 0;
  What what = What::arrives;
  std::int64_t call = 0;
  bool operator>(const Happening& other) const { return std::tie(at, call) > std::tie(other.at, other.call); }
};

struct Batch {
  double calls = 0, waited = 0, wait = 0, abandoned = 0;
};

Estimate estimate(const std::array<Batch, kBatches>& batches, double Batch::*value) {
  double sum = 0;
  for (const auto& batch : batches) sum += batch.*value / batch.calls;
  const double mean = sum / kBatches;
  double squares = 0;
  for (const auto& batch : batches) squares += std::pow(batch.*value / batch.calls - mean, 2);
  return {mean, kStudent99 * std::sqrt(squares / (kBatches - 1) / kBatches)};
}

// The simulation in progress.
class Line {
 public:
  Line(const QueueCase& queue, std::int64_t calls, std::uint64_t seed)
      : queue_(queue), warm_up_(calls / 20), calls_(calls), random_(seed), router_(instant(), [this] {
          return OfferId{++last_offer_};
        }) {
    for (int i = 1; i <= queue.agents; ++i) {
      Agent agent;
      agent.id = {i};
      agent.queues = {{1}};
      router_.describe(agent, 0);
      router_.set_availability(agent.id, Availability::available, 0);
    }
  }

  QueueFigures run() {
    happen(exponential(3600 / queue_.per_hour), Happening::What::arrives, 0);
    while (!happenings_.empty()) {
      const Happening next = happenings_.top();
      happenings_.pop();
      now_ = next.at;
      switch (next.what) {
        case Happening::What::arrives:
          arrive(next.call);
          break;
        case Happening::What::ends:
          take(router_.finish({next.call + 1}, now_));
          break;
        case Happening::What::gives_up:
          give_up(next.call);
          break;
      }
    }
    return {estimate(batches_, &Batch::waited), estimate(batches_, &Batch::wait),
            estimate(batches_, &Batch::abandoned)};
  }

 private:
  static Rules instant() {
    Rules rules = default_rules();
    for (auto& channel : rules.channels) channel.wrap_up = 0;
    return rules;
  }

  Millis exponential(double mean_seconds) {
    return std::llround(std::exponential_distribution<double>(1 / mean_seconds)(random_) * 1000);
  }
  void happen(Millis after, Happening::What what, std::int64_t call) {
    happenings_.push({now_ + after, what, call});
  }

  void arrive(std::int64_t call) {
    if (call + 1 < calls_ + warm_up_)
      happen(exponential(3600 / queue_.per_hour), Happening::What::arrives, call + 1);
    Work work;
    work.id = {call + 1};
    work.channel = Channel::call;
    work.urgency = 3;
    work.entered_at = now_;
    work.stages = {{0, {}, {{1}}}};
    arrived_[call] = now_;
    take(router_.add(std::move(work), now_));
    if (queue_.patience > 0 && arrived_.contains(call))
      happen(exponential(queue_.patience), Happening::What::gives_up, call);
  }

  // Agents answer at once.
  void take(const std::vector<Decision>& decisions) {
    for (const auto& decision : decisions) {
      if (decision.kind != Decision::Kind::offered) continue;
      router_.accept(decision.offer, now_);
      const std::int64_t call = decision.work.value - 1;
      happen(exponential(queue_.service), Happening::What::ends, call);
      leave_line(call, false);
    }
  }

  void give_up(std::int64_t call) {
    if (!arrived_.contains(call)) return;  // was served
    leave_line(call, true);
    take(router_.remove({call + 1}, now_));
  }

  void leave_line(std::int64_t call, bool abandoned) {
    const Millis waited = now_ - arrived_.at(call);
    arrived_.erase(call);
    if (call < warm_up_) return;
    Batch& batch =
        batches_[static_cast<std::size_t>((call - warm_up_) * static_cast<std::int64_t>(kBatches) / calls_)];
    batch.calls += 1;
    batch.waited += waited > 0 ? 1 : 0;
    batch.wait += static_cast<double>(waited) / 1000;
    batch.abandoned += abandoned ? 1 : 0;
  }

  QueueCase queue_;
  std::int64_t warm_up_, calls_;
  std::mt19937_64 random_;
  std::int64_t last_offer_ = 0;
  Router router_;
  Millis now_ = 0;
  std::priority_queue<Happening, std::vector<Happening>, std::greater<>> happenings_;
  std::unordered_map<std::int64_t, Millis> arrived_;
  std::array<Batch, kBatches> batches_{};
};

}  // namespace

QueueFigures simulate(const QueueCase& queue, std::int64_t calls, std::uint64_t seed) {
  return Line(queue, calls, seed).run();
}

}  // namespace aproape::routing::testing
