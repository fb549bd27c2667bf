#pragma once

namespace aproape::routing {

// What waiting costs: exact results of queueing theory for one queue with Poisson arrivals and exponential
// service, for planning and as the measure that the router is checked against. Times are in the unit of
// `service`; `load` is in erlang (arrival rate times mean service time), above 0; `agents` at least 1.
// Formulas after guides/reliability 2.1: recurrences without factorials, so they do not overflow. Pure.

// Erlang B: the probability that all agents are busy where nobody waits (lost calls).
[[nodiscard]] double erlang_b(double load, int agents);

// A queue where everybody waits until served (M/M/n, Erlang C). Only for load < agents; otherwise the line
// grows without end and Error{invalid, "staffing.overload"} is thrown.
struct PatientQueue {
  double waits = 0;      // probability of waiting at all
  double mean_wait = 0;  // over all
  double occupancy = 0;
  double length = 0;               // mean number of those that wait
  double agents_over_service = 0;  // rate at which the probability of waiting longer falls

  // Share that is served within `time`.
  [[nodiscard]] double served_within(double time) const;
};
[[nodiscard]] PatientQueue erlang_c(double load, int agents, double service);

// A queue where who waits gives up after an exponential time with mean `patience` (M/M/n+M, Erlang A). Any
// load.
struct ImpatientQueue {
  double waits = 0;
  double abandons = 0;   // share of all
  double mean_wait = 0;  // over all, those who gave up among them
  double occupancy = 0;
  double length = 0;
};
[[nodiscard]] ImpatientQueue erlang_a(double load, int agents, double service, double patience);

}  // namespace aproape::routing
