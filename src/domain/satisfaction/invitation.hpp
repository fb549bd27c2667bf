#pragma once

#include <optional>
#include <string>
#include <string_view>

#include "base/id.hpp"
#include "base/time.hpp"

namespace aproape::satisfaction {

// What a link names: a case, and until when it may be answered (whole seconds).
struct Invitation {
  CaseId case_id;
  Millis until = 0;
  bool operator==(const Invitation&) const = default;
};

// The token of a link: only who received our mail holds one. Pure.
[[nodiscard]] std::string make_token(std::string_view key, const Invitation& invitation);
// nullopt unless the signature is ours, in whatever case the letters are. Does not look at the time. Pure.
[[nodiscard]] std::optional<Invitation> read_token(std::string_view key, std::string_view token);

}  // namespace aproape::satisfaction
