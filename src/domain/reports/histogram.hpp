#pragma once

#include <array>
#include <cstddef>
#include <cstdint>
#include <map>
#include <optional>
#include <string>

#include "base/time.hpp"

namespace aproape::reports {

// Durations are kept as counts in these classes, so that a median over millions is read from some dozens of
// numbers. A class holds what is longer than the bound before it and at most its own; the last has no bound.
inline constexpr std::array<Millis, 32> kBounds = {
    10 * kSecond, 20 * kSecond, 30 * kSecond, kMinute,      2 * kMinute,  3 * kMinute, 5 * kMinute,
    10 * kMinute, 15 * kMinute, 20 * kMinute, 30 * kMinute, 45 * kMinute, kHour,       90 * kMinute,
    2 * kHour,    3 * kHour,    4 * kHour,    6 * kHour,    8 * kHour,    12 * kHour,  18 * kHour,
    kDay,         36 * kHour,   2 * kDay,     3 * kDay,     5 * kDay,     7 * kDay,    10 * kDay,
    14 * kDay,    30 * kDay,    60 * kDay,    90 * kDay};

// The class of a duration, 0 to kBounds.size(); negative ones count as zero. Its name as a member of the
// dimension "bucket" is the number in two digits.
[[nodiscard]] std::size_t class_of(Millis length);
[[nodiscard]] std::string class_name(std::size_t number);

// Counts by class.
using Histogram = std::map<std::size_t, std::int64_t>;

// The duration that `share` (0 to 1) of all stay within: linear inside its class, so off by less than the
// width of the class; the last class gives its lower bound. nullopt where nothing was counted.
[[nodiscard]] std::optional<Millis> quantile(const Histogram& histogram, double share);

}  // namespace aproape::reports
