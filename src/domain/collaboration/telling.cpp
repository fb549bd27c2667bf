// Followers are told by a reader of the feed with a place of its own, so that no change of a case waits for
// it.
#include <algorithm>
#include <array>

#include "db/feed_place.hpp"
#include "domain/collaboration/repository.hpp"
#include "domain/collaboration/service.hpp"

namespace aproape::collaboration {
namespace {

constexpr std::string_view kPlace = "followers";

// What a follower wants to hear of: the citizen wrote, the case moved, ended or began again.
constexpr std::array<std::string_view, 8> kTold = {"contact.added",     "case.closed", "case.reopened",
                                                   "case.transferred",  "case.merged", "handover.accepted",
                                                   "handover.returned", "case.waiting"};

bool is_told(const db::Event& event) {
  return event.subject == "case" && std::find(kTold.begin(), kTold.end(), event.type) != kTold.end();
}

}  // namespace

bool Service::anything_to_tell(db::Tx& tx) const {
  return db::feed_is_ahead(tx, kPlace);
}

int Service::tell_followers(db::Tx& tx, int limit) {
  db::Event before;
  return db::read_feed(tx, kPlace, limit, [&](const db::SequencedEvent& one) {
    // A case that changes its unit is told to both: the same words twice.
    const bool again = one.event.type == before.type && one.event.subject_id == before.subject_id &&
                       one.event.data == before.data;
    if (!is_told(one.event) || again) return;
    before = one.event;
    const CaseId id{one.event.subject_id};
    std::vector<AccountId> accounts;
    for (const Member& follower : repository::followers(tx, id)) accounts.push_back(follower.id);
    tell(tx, accounts, "followed", one.event.type, id, AccountId{one.event.actor_id});
  });
}

}  // namespace aproape::collaboration
