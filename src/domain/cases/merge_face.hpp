#pragma once

#include <string_view>

#include "base/json.hpp"
#include "domain/cases/model.hpp"

namespace aproape::cases {

// The properties of a case that a merge, or a macro, may change.
[[nodiscard]] json::Value merge_face(const Case& c);

// What the case that stays takes over: what it lacks itself, the higher urgency, the flags, and the other's
// turn where that is open and waits for us. `newer`: the other's citizen wrote last.
void absorb(Case& kept, const Case& other, bool newer);

// Sets back what a merge changed, member by member, where it still is what the merge made of it: what
// somebody did since then stays. An empty `before` changes nothing.
void set_back(Case& c, const json::Value& before, const json::Value& after);

}  // namespace aproape::cases
