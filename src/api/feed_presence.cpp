#include "api/feed_presence.hpp"

#include <algorithm>

namespace aproape::api {

std::vector<CaseId> FeedPresence::view(Connection connection, AccountId account, CaseId id) {
  const std::lock_guard lock(guard_);
  std::vector<CaseId> changed;
  if (const auto found = entries_.find(connection); found != entries_.end()) {
    if (found->second.id == id) return changed;
    changed.push_back(found->second.id);
    entries_.erase(found);
  }
  if (!id.empty()) {
    entries_.emplace(connection, Entry{account, id});
    changed.push_back(id);
  }
  return changed;
}

CaseId FeedPresence::type(Connection connection, CaseId id, Millis now) {
  const std::lock_guard lock(guard_);
  const auto found = entries_.find(connection);
  if (found == entries_.end() || found->second.id != id) return {};
  const bool news = found->second.typing_until == 0;
  found->second.typing_until = now + kTyping;
  return news ? id : CaseId{};
}

std::vector<CaseId> FeedPresence::expire(Millis now) {
  const std::lock_guard lock(guard_);
  std::vector<CaseId> changed;
  for (auto& [connection, entry] : entries_) {
    if (entry.typing_until == 0 || entry.typing_until > now) continue;
    entry.typing_until = 0;
    changed.push_back(entry.id);
  }
  return changed;
}

std::vector<FeedPresence::Viewer> FeedPresence::viewers(CaseId id, Millis now) const {
  const std::lock_guard lock(guard_);
  std::vector<Viewer> out;
  for (const auto& [connection, entry] : entries_) {
    if (entry.id != id) continue;
    const bool typing = entry.typing_until > now;
    const auto same =
        std::find_if(out.begin(), out.end(), [&](const Viewer& v) { return v.account == entry.account; });
    if (same == out.end()) {
      out.push_back({entry.account, typing});
    } else {
      same->typing = same->typing || typing;
    }
  }
  return out;
}

std::vector<FeedPresence::Connection> FeedPresence::connections(CaseId id) const {
  const std::lock_guard lock(guard_);
  std::vector<Connection> out;
  for (const auto& [connection, entry] : entries_) {
    if (entry.id == id) out.push_back(connection);
  }
  return out;
}

}  // namespace aproape::api
