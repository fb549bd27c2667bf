#pragma once

#include <chrono>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>

namespace aproape {

// Milliseconds since 1970-01-01T00:00:00Z. The only form of a moment inside the program; a zone is applied
// at the edge (screens, mails), never stored.
using Millis = std::int64_t;

inline constexpr Millis kSecond = 1000;
inline constexpr Millis kMinute = 60 * kSecond;
inline constexpr Millis kHour = 60 * kMinute;
inline constexpr Millis kDay = 24 * kHour;

// Where "now" comes from. Everything that needs the wall clock takes a Clock, so that tests move time by hand
// instead of sleeping. Implementations are thread-safe.
class Clock {
 public:
  virtual ~Clock() = default;
  // Wall clock, UTC. May jump (NTP, an administrator): never measure a duration with it.
  [[nodiscard]] virtual Millis now() const = 0;
  // Milliseconds of a clock that never jumps; its zero means nothing. For timers and durations.
  [[nodiscard]] virtual Millis monotonic() const = 0;

  // The machine's clock. Lives for the whole program.
  static const Clock& system();
};

// A clock that stands still until it is told to move. Thread-safe.
class ManualClock final : public Clock {
 public:
  explicit ManualClock(Millis start);
  ~ManualClock() override;
  ManualClock(const ManualClock&) = delete;
  ManualClock& operator=(const ManualClock&) = delete;

  [[nodiscard]] Millis now() const override;
  [[nodiscard]] Millis monotonic() const override;
  void advance(Millis by);
  // Moves the wall clock alone, as a stepped NTP correction does.
  void jump_wall(Millis to);

 private:
  struct State;
  State* state_;
};

// RFC 3339 in UTC with milliseconds, "2026-11-24T08:15:00.000Z". Valid for years 1970 to 9999.
[[nodiscard]] std::string to_rfc3339(Millis at);

// Reads RFC 3339 with any offset and an optional fraction; nullopt for anything else.
[[nodiscard]] std::optional<Millis> from_rfc3339(std::string_view text);

// RFC 5322 date in UTC, "Tue, 24 Nov 2026 08:15:00 +0000".
[[nodiscard]] std::string to_rfc5322(Millis at);

}  // namespace aproape
