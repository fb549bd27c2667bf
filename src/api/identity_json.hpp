#pragma once

#include "base/json.hpp"
#include "domain/people/model.hpp"
#include "http/request.hpp"

namespace aproape::api {

// {"id","kind","value","proof"} of a person or an organisation.
[[nodiscard]] json::Value identity_body(const people::Identity& identity);
// The whole body {"kind","value","proof"?} of a request that adds one.
[[nodiscard]] people::Identity identity_member(const http::Request& request);

}  // namespace aproape::api
