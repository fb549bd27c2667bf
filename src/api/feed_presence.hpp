#pragma once

#include <cstdint>
#include <map>
#include <mutex>
#include <vector>

#include "base/id.hpp"
#include "base/time.hpp"

namespace aproape::api {

// Who looks at which case now, and who types there: kept in memory, by connection. Typing is over six seconds
// after its last sign. Thread-safe.
class FeedPresence {
 public:
  static constexpr Millis kTyping = 6 * kSecond;
  using Connection = const void*;
  struct Viewer {
    AccountId account;
    bool typing = false;
  };

  // The connection looks at `id` (empty: at none). Returns the cases whose viewers changed.
  std::vector<CaseId> view(Connection connection, AccountId account, CaseId id);
  // Returns the case where the sign of typing is news; empty otherwise, also where the connection looks
  // elsewhere.
  CaseId type(Connection connection, CaseId id, Millis now);
  // Cases in which somebody stopped typing.
  std::vector<CaseId> expire(Millis now);

  [[nodiscard]] std::vector<Viewer> viewers(CaseId id, Millis now) const;  // each account once
  [[nodiscard]] std::vector<Connection> connections(CaseId id) const;

 private:
  struct Entry {
    AccountId account;
    CaseId id;
    Millis typing_until = 0;
  };
  mutable std::mutex guard_;
  std::map<Connection, Entry> entries_;
};

}  // namespace aproape::api
