#include "api/grants_json.hpp"

#include <map>
#include <string>

namespace aproape::api {

json::Array grants_json(const std::vector<access::Grant>& grants) {
  std::map<std::string, json::Value> roles;
  for (const access::Grant& grant : grants) {
    auto [role, fresh] = roles.try_emplace(grant.role, json::Array{});
    if (grant.unit.empty()) role->second = nullptr;
    if (role->second.is_array()) role->second.as_array().push_back(grant.unit.str());
  }
  json::Array out;
  for (auto& [code, units] : roles) out.push_back(json::Object{{"role", code}, {"units", std::move(units)}});
  return out;
}

}  // namespace aproape::api
