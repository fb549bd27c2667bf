#pragma once

#include "base/error.hpp"

namespace aproape::automation {

// Whether a refusal is the case's own, so that the work on others goes on; what is broken on our side is not.
[[nodiscard]] inline bool of_the_case(const Error& error) {
  return error.kind() != ErrorKind::unavailable && error.kind() != ErrorKind::internal;
}

}  // namespace aproape::automation
