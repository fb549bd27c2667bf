#pragma once

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "base/time.hpp"
#include "db/database.hpp"
#include "domain/reports/model.hpp"

namespace aproape::reports {

// Something that came in and became no case by itself.
struct Held {
  Millis at = 0;  // when it came
  std::string channel;
  std::string reason;  // why it is held, a code
  bool waits = false;  // nobody has decided yet
};

// What a channel holds back, as the reports see it. Thread-safe.
class Quarantine {
 public:
  virtual ~Quarantine() = default;
  // Subject of the feed's events that tell of such an entry.
  [[nodiscard]] virtual std::string_view subject() const = 0;
  // The entry; nullopt where it stands in no quarantine.
  [[nodiscard]] virtual std::optional<Held> held(db::Tx& tx, std::int64_t id) const = 0;
  // At most `limit` entries with an id above `after`, in the order of their ids.
  [[nodiscard]] virtual std::vector<std::int64_t> ids_after(db::Tx& tx, std::int64_t after,
                                                            int limit) const = 0;
};

// What an entry contributes to the counters: kinds "quarantine" and, while it waits, "quarantine_open".
[[nodiscard]] std::vector<Fact> facts_of(std::int64_t id, const Held& held);

}  // namespace aproape::reports
