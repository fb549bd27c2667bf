#include "base/time.hpp"

#include <array>
#include <cstdio>
#include <mutex>

namespace aproape {
namespace {

class SystemClock final : public Clock {
 public:
  Millis now() const override {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::system_clock::now().time_since_epoch())
        .count();
  }
  Millis monotonic() const override {
    return std::chrono::duration_cast<std::chrono::milliseconds>(
               std::chrono::steady_clock::now().time_since_epoch())
        .count();
  }
};

struct Civil {
  int year;
  unsigned month;
  unsigned day;
  unsigned weekday;  // 0 = Sunday
  int hour;
  int minute;
  int second;
  int millis;
};

Civil split(Millis at) {
  using namespace std::chrono;
  const sys_time<milliseconds> moment{milliseconds{at}};
  const auto midnight = floor<days>(moment);
  const year_month_day date{midnight};
  const hh_mm_ss<milliseconds> clock{moment - midnight};
  return Civil{int(date.year()),
               unsigned(date.month()),
               unsigned(date.day()),
               weekday{midnight}.c_encoding(),
               static_cast<int>(clock.hours().count()),
               static_cast<int>(clock.minutes().count()),
               static_cast<int>(clock.seconds().count()),
               static_cast<int>(clock.subseconds().count())};
}

// Reads exactly `digits` decimal digits and moves on; -1 where there are none.
int take_number(std::string_view& text, std::size_t digits) {
  if (text.size() < digits) return -1;
  int value = 0;
  for (std::size_t i = 0; i < digits; ++i) {
    if (text[i] < '0' || text[i] > '9') return -1;
    value = value * 10 + (text[i] - '0');
  }
  text.remove_prefix(digits);
  return value;
}

bool take(std::string_view& text, char expected) {
  if (text.empty() || text.front() != expected) return false;
  text.remove_prefix(1);
  return true;
}

std::optional<Millis> take_fraction(std::string_view& text) {
  if (!take(text, '.')) return 0;
  Millis value = 0;
  int digits = 0;
  while (!text.empty() && text.front() >= '0' && text.front() <= '9') {
    if (digits < 3) value = value * 10 + (text.front() - '0');
    ++digits;
    text.remove_prefix(1);
  }
  if (digits == 0 || digits > 9) return std::nullopt;
  for (; digits < 3; ++digits) value *= 10;
  return value;
}

std::optional<Millis> take_offset(std::string_view& text) {
  if (take(text, 'Z') || take(text, 'z')) return 0;
  if (text.empty() || (text.front() != '+' && text.front() != '-')) return std::nullopt;
  const Millis sign = text.front() == '-' ? -1 : 1;
  text.remove_prefix(1);
  const int hours = take_number(text, 2);
  if (!take(text, ':')) return std::nullopt;
  const int minutes = take_number(text, 2);
  if (hours < 0 || hours > 23 || minutes < 0 || minutes > 59) return std::nullopt;
  return sign * (hours * kHour + minutes * kMinute);
}

}  // namespace

const Clock& Clock::system() {
  static const SystemClock clock;
  return clock;
}

struct ManualClock::State {
  mutable std::mutex guard;
  Millis wall = 0;
  Millis steady = 0;
};

ManualClock::ManualClock(Millis start) : state_(new State) {
  state_->wall = start;
}
ManualClock::~ManualClock() {
  delete state_;
}

Millis ManualClock::now() const {
  const std::lock_guard lock(state_->guard);
  return state_->wall;
}

Millis ManualClock::monotonic() const {
  const std::lock_guard lock(state_->guard);
  return state_->steady;
}

void ManualClock::advance(Millis by) {
  const std::lock_guard lock(state_->guard);
  state_->wall += by;
  state_->steady += by;
}

void ManualClock::jump_wall(Millis to) {
  const std::lock_guard lock(state_->guard);
  state_->wall = to;
}

std::string to_rfc3339(Millis at) {
  const Civil t = split(at);
  std::array<char, 40> out{};
  std::snprintf(out.data(), out.size(), "%04d-%02u-%02uT%02d:%02d:%02d.%03dZ", t.year, t.month, t.day, t.hour,
                t.minute, t.second, t.millis);
  return out.data();
}

std::optional<Millis> from_rfc3339(std::string_view text) {
  using namespace std::chrono;
  const int y = take_number(text, 4);
  if (y < 0 || !take(text, '-')) return std::nullopt;
  const int mo = take_number(text, 2);
  if (mo < 0 || !take(text, '-')) return std::nullopt;
  const int d = take_number(text, 2);
  if (d < 0 || (!take(text, 'T') && !take(text, 't') && !take(text, ' '))) return std::nullopt;
  const int h = take_number(text, 2);
  if (h < 0 || !take(text, ':')) return std::nullopt;
  const int mi = take_number(text, 2);
  if (mi < 0 || !take(text, ':')) return std::nullopt;
  const int s = take_number(text, 2);
  const auto fraction = take_fraction(text);
  if (!fraction) return std::nullopt;
  const auto offset = take_offset(text);
  const year_month_day date{year{y}, month{static_cast<unsigned>(mo)}, day{static_cast<unsigned>(d)}};
  if (!offset || !text.empty() || !date.ok() || h > 23 || mi > 59 || s < 0 || s > 60) return std::nullopt;
  const Millis midnight = duration_cast<milliseconds>(sys_days{date}.time_since_epoch()).count();
  return midnight + h * kHour + mi * kMinute + s * kSecond + *fraction - *offset;
}

std::string to_rfc5322(Millis at) {
  static constexpr std::array kDays{"Sun", "Mon", "Tue", "Wed", "Thu", "Fri", "Sat"};
  static constexpr std::array kMonths{"Jan", "Feb", "Mar", "Apr", "May", "Jun",
                                      "Jul", "Aug", "Sep", "Oct", "Nov", "Dec"};
  const Civil t = split(at);
  std::array<char, 64> out{};
  std::snprintf(out.data(), out.size(), "%s, %02u %s %04d %02d:%02d:%02d +0000", kDays.at(t.weekday), t.day,
                kMonths.at(t.month - 1), t.year, t.hour, t.minute, t.second);
  return out.data();
}

}  // namespace aproape
