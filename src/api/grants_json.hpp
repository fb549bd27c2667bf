#pragma once

#include <vector>

#include "base/json.hpp"
#include "domain/access/model.hpp"

namespace aproape::api {

// [{"role","units":["id",…]|null}]: the grants of one role together, null where one of them is network-wide.
[[nodiscard]] json::Array grants_json(const std::vector<access::Grant>& grants);

}  // namespace aproape::api
