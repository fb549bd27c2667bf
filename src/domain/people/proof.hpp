#pragma once

#include <algorithm>
#include <array>
#include <string_view>

#include "base/error.hpp"

namespace aproape::people {

// How sure we are that an identity belongs to whom it is written for. Throws Error{invalid} for another word.
inline void check_proof(std::string_view proof) {
  constexpr std::array<std::string_view, 4> kProofs = {"none", "claimed", "confirmed", "proved"};
  if (std::find(kProofs.begin(), kProofs.end(), proof) == kProofs.end())
    throw Error("person.identity_invalid", {{"proof", "field.invalid"}});
}

}  // namespace aproape::people
