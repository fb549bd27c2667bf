#include "domain/reports/quarantine.hpp"

#include "domain/reports/report_day.hpp"

namespace aproape::reports {

std::vector<Fact> facts_of(std::int64_t id, const Held& held) {
  const DayHour when = day_hour(held.at);
  Fact fact;
  fact.kind = "quarantine";
  fact.item = id;
  fact.day = when.day;
  fact.hour = when.hour;
  fact.unit = kNoUnit;
  fact.channel = held.channel;
  fact.topic = held.reason;
  std::vector<Fact> facts{fact};
  if (held.waits) {
    fact.kind = "quarantine_open";
    facts.push_back(std::move(fact));
  }
  return facts;
}

}  // namespace aproape::reports
