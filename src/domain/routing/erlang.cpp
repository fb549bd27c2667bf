#include "domain/routing/erlang.hpp"

#include <cmath>
#include <vector>

#include "base/error.hpp"

namespace aproape::routing {

double erlang_b(double load, int agents) {
  double inverse = 1;
  for (int k = 1; k <= agents; ++k) inverse = 1 + inverse * k / load;
  return 1 / inverse;
}

double PatientQueue::served_within(double time) const {
  return 1 - waits * std::exp(-agents_over_service * time);
}

PatientQueue erlang_c(double load, int agents, double service) {
  if (load >= agents) throw Error(ErrorKind::invalid, "staffing.overload");
  const double blocked = erlang_b(load, agents);
  PatientQueue queue;
  queue.waits = agents * blocked / (agents - load * (1 - blocked));
  queue.mean_wait = queue.waits * service / (agents - load);
  queue.occupancy = load / agents;
  queue.length = load / service * queue.mean_wait;
  queue.agents_over_service = (agents - load) / service;
  return queue;
}

ImpatientQueue erlang_a(double load, int agents, double service, double patience) {
  const double rate = load / service;
  // Weights of k citizens in the system, relative to that of the most likely state, so that nothing
  // overflows.
  const double excess =
      (rate - agents / service) * patience;  // how long the line is where as many leave as come
  const int mode = load < agents ? static_cast<int>(load) : agents + static_cast<int>(excess);
  const auto leaving = [&](int k) {
    return k <= agents ? k / service : agents / service + (k - agents) / patience;
  };
  double sum = 1;
  double busy = mode < agents ? mode : agents;
  double length = mode < agents ? 0 : mode - agents;
  double waiting = mode < agents ? 0 : 1;
  const auto count = [&](int k, double weight) {
    sum += weight;
    busy += weight * (k < agents ? k : agents);
    if (k < agents) return;
    waiting += weight;
    length += weight * (k - agents);
  };
  double weight = 1;
  for (int k = mode; k > 0 && weight > 1e-18 * sum; --k) count(k - 1, weight *= leaving(k) / rate);
  weight = 1;
  for (int k = mode + 1; weight > 1e-18 * sum; ++k) count(k, weight *= rate / leaving(k));
  ImpatientQueue queue;
  queue.waits = waiting / sum;
  queue.length = length / sum;
  queue.mean_wait = queue.length / rate;
  queue.abandons = queue.length / patience / rate;
  queue.occupancy = busy / sum / agents;
  return queue;
}

}  // namespace aproape::routing
