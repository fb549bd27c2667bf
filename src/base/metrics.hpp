#pragma once

#include <initializer_list>
#include <string>
#include <string_view>
#include <utility>

namespace aproape::metrics {

using Labels = std::initializer_list<std::pair<std::string, std::string>>;

// Counts up. Names follow Prometheus ("aproape_mail_received_total"); every name stands in
// tests/golden/metrics.txt, so that a metric that disappears breaks the build. Thread-safe.
void count(std::string_view name, Labels labels = {}, double by = 1);

// Sets a level, such as a queue's length.
void set(std::string_view name, double value, Labels labels = {});

// Notes a duration in seconds in a histogram of fixed bounds (1 ms to 60 s).
void observe(std::string_view name, double seconds, Labels labels = {});

// All metrics in the Prometheus text format.
[[nodiscard]] std::string expose();

}  // namespace aproape::metrics
