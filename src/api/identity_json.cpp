#include "api/identity_json.hpp"

namespace aproape::api {

json::Value identity_body(const people::Identity& i) {
  return json::Object{{"id", i.id.str()}, {"kind", i.kind}, {"value", i.value}, {"proof", i.proof}};
}

people::Identity identity_member(const http::Request& request) {
  const json::Value body = request.json_body({"kind", "value", "proof"});
  return {{}, body.get_string("kind"), body.get_string("value"), body.get_string("proof", "claimed")};
}

}  // namespace aproape::api
