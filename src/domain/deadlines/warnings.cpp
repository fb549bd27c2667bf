#include "domain/deadlines/warnings.hpp"

#include <algorithm>

namespace aproape::deadlines {
namespace {

// The moment at which `wanted` milliseconds of the term have been counted.
Millis reached(const Deadline& deadline, Millis wanted) {
  for (const Span& span : deadline.spans) {
    if (span.what != Span::What::counted) continue;
    if (wanted <= span.to - span.from) return span.from + wanted;
    wanted -= span.to - span.from;
  }
  return *deadline.due;
}

}  // namespace

std::optional<Warning> next_warning(const Deadline& deadline, const std::vector<int>& shares, int warned) {
  if (!deadline.due) return std::nullopt;
  const auto next = std::find_if(shares.begin(), shares.end(), [&](int share) { return share > warned; });
  if (next == shares.end()) return std::nullopt;
  if (*next < 100) return Warning{*next, reached(deadline, deadline.total * *next / 100)};
  return Warning{*next, *deadline.due + deadline.total * (*next - 100) / 100};
}

}  // namespace aproape::deadlines
