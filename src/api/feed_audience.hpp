#pragma once

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

#include "base/id.hpp"
#include "db/database.hpp"
#include "domain/access/scope.hpp"

namespace aproape::api {

// The units that see a case now: its own and those with a running case grant. Empty where there is no such
// case.
using CaseUnits = std::function<std::vector<UnitId>(CaseId)>;

// An event with what is needed to tell who may hear of it: worked out once an event, not once a listener.
struct FeedItem {
  std::int64_t sequence = 0;
  std::string tail;           // ,"cursor":"…","event":{…}} : the message after its number
  bool everybody = false;     // settings of the network and the catalogue
  std::int64_t account = 0;   // this account, whatever it may otherwise
  std::string permission;     // and who holds this …
  std::vector<UnitId> units;  // … and covers one of these units, or the network
};

// Prepares an event. Personal data is in no event; whom it concerns is told by its subject: a case by its
// units, an account by itself, anything else by its unit. What belongs to no unit is for those who see the
// whole network.
[[nodiscard]] FeedItem prepare_item(std::int64_t sequence, Millis at, const db::Event& event,
                                    const CaseUnits& case_units);

// Whether these eyes may hear of it.
[[nodiscard]] bool may_hear(const access::Scope& scope, const FeedItem& item);

// The same text for scopes that hear the same (account apart): listeners are grouped by it.
[[nodiscard]] std::string audience_key(const access::Scope& scope);

}  // namespace aproape::api
