#include "domain/reports/figures.hpp"

#include <algorithm>

#include "base/error.hpp"

namespace aproape::reports {

const std::vector<Definition>& definitions() {
  using Shape = Definition::Shape;
  static const std::vector<Definition> all = {
      {"contacts", "contact", Shape::count},
      {"automatic", "automatic", Shape::count},
      {"cases", "opened", Shape::count},
      {"backlog", "open", Shape::count, true},
      {"overdue", "open", Shape::share, true},
      {"first_answer", "first_answer", Shape::aim},
      {"resolution", "closed", Shape::time},
      {"reopened", "closed", Shape::share},
      {"deadlines", "deadline", Shape::share},
      {"replies", "reply", Shape::count},
      {"services", "service", Shape::count},
      {"assistance", "assistance", Shape::count},
      {"bounces", "message", Shape::share},
      {"articles", "article_used", Shape::count},
      {"articles_solved", "article_judged", Shape::share},
      {"pickup", "pickup", Shape::aim},
      {"pickup_urgent", "pickup_urgent", Shape::aim},
      {"abandoned", "line", Shape::share},
      {"satisfaction", "satisfaction", Shape::share},
      {"quarantine", "quarantine", Shape::count, false, false},
      {"quarantine_open", "quarantine_open", Shape::count, true, false},
  };
  return all;
}

const Definition& definition(std::string_view id) {
  const auto& all = definitions();
  const auto found =
      std::find_if(all.begin(), all.end(), [&](const Definition& one) { return one.id == id; });
  if (found == all.end()) throw Error(ErrorKind::not_found, "report.unknown");
  return *found;
}

Tally& Tally::operator+=(const Tally& other) {
  for (const auto& [kind, count] : other.counts) counts[kind] += count;
  for (const auto& [kind, histogram] : other.histograms)
    for (const auto& [number, n] : histogram) histograms[kind][number] += n;
  return *this;
}

Value value_of(const Definition& definition, const Tally& tally) {
  Count count;
  if (const auto found = tally.counts.find(definition.kind); found != tally.counts.end())
    count = found->second;
  Value value;
  value.numerator = definition.shared() ? count.hits : count.n;
  if (definition.shared()) value.denominator = count.n;
  if (!definition.timed()) return value;
  if (count.n > 0) value.mean = count.total / count.n;
  if (const auto found = tally.histograms.find(definition.kind); found != tally.histograms.end()) {
    value.median = quantile(found->second, 0.5);
    value.p90 = quantile(found->second, 0.9);
  }
  return value;
}

}  // namespace aproape::reports
