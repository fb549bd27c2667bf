#include "domain/reports/histogram.hpp"

#include <algorithm>

namespace aproape::reports {

std::size_t class_of(Millis length) {
  return static_cast<std::size_t>(std::lower_bound(kBounds.begin(), kBounds.end(), length) - kBounds.begin());
}

std::string class_name(std::size_t number) {
  return {static_cast<char>('0' + number / 10), static_cast<char>('0' + number % 10)};
}

std::optional<Millis> quantile(const Histogram& histogram, double share) {
  std::int64_t all = 0;
  for (const auto& [number, n] : histogram) all += n;
  if (all <= 0) return std::nullopt;
  const double wanted = share * static_cast<double>(all);
  double before = 0;
  for (const auto& [number, n] : histogram) {
    const double within = static_cast<double>(n);
    if (n > 0 && before + within >= wanted) {
      const Millis lower = number == 0 ? 0 : kBounds[number - 1];
      if (number >= kBounds.size()) return lower;
      const double part = (wanted - before) / within;
      return lower + static_cast<Millis>(part * static_cast<double>(kBounds[number] - lower));
    }
    before += within;
  }
  return kBounds.back();
}

}  // namespace aproape::reports
