#include "base/metrics.hpp"

#include <prometheus/counter.h>
#include <prometheus/gauge.h>
#include <prometheus/histogram.h>
#include <prometheus/registry.h>
#include <prometheus/text_serializer.h>

#include <map>
#include <mutex>

namespace aproape::metrics {
namespace {

const prometheus::Histogram::BucketBoundaries kBounds{0.001, 0.005, 0.01, 0.05, 0.1, 0.5, 1, 5, 10, 60};

// prometheus-cpp wants one Family object a name; this keeps them by name.
struct Store {
  std::mutex guard;
  prometheus::Registry registry;
  std::map<std::string, prometheus::Family<prometheus::Counter>*, std::less<>> counters;
  std::map<std::string, prometheus::Family<prometheus::Gauge>*, std::less<>> gauges;
  std::map<std::string, prometheus::Family<prometheus::Histogram>*, std::less<>> histograms;
};

Store& store() {
  static Store instance;
  return instance;
}

prometheus::Labels to_map(Labels labels) {
  prometheus::Labels out;
  for (const auto& [name, value] : labels) out.emplace(name, value);
  return out;
}

template <class Kind, class Families, class Builder>
prometheus::Family<Kind>& family(Families& families, std::string_view name, Builder builder) {
  if (const auto found = families.find(name); found != families.end()) return *found->second;
  auto& made = builder().Name(std::string(name)).Register(store().registry);
  families.emplace(std::string(name), &made);
  return made;
}

}  // namespace

void count(std::string_view name, Labels labels, double by) {
  const std::lock_guard lock(store().guard);
  family<prometheus::Counter>(store().counters, name, prometheus::BuildCounter)
      .Add(to_map(labels))
      .Increment(by);
}

void set(std::string_view name, double value, Labels labels) {
  const std::lock_guard lock(store().guard);
  family<prometheus::Gauge>(store().gauges, name, prometheus::BuildGauge).Add(to_map(labels)).Set(value);
}

void observe(std::string_view name, double seconds, Labels labels) {
  const std::lock_guard lock(store().guard);
  family<prometheus::Histogram>(store().histograms, name, prometheus::BuildHistogram)
      .Add(to_map(labels), kBounds)
      .Observe(seconds);
}

std::string expose() {
  const std::lock_guard lock(store().guard);
  return prometheus::TextSerializer().Serialize(store().registry.Collect());
}

}  // namespace aproape::metrics
