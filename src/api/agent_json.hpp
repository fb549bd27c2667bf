#pragma once

#include <map>
#include <string>
#include <string_view>
#include <vector>

#include "api/desk_services.hpp"
#include "base/json.hpp"

namespace aproape::api {

// A queue as a reference: the unit whose work it is.
[[nodiscard]] json::Value queue_ref(routing::QueueId queue, const network::Directory& directory,
                                    std::string_view language);
// An agent with what he may take; without name and hands.
[[nodiscard]] json::Object agent_body(const routing::AgentRecord& agent, const network::Directory& directory,
                                      std::string_view language);
// A piece of work with as much of its case as these eyes may see: who is offered a neighbour's case learns
// its mission, topic, language and urgency, and the rest when he has taken it.
[[nodiscard]] json::Object work_body(db::Tx& tx, const DeskServices& desk, const access::Scope& scope,
                                     const routing::WorkRecord& work, const network::Directory& directory,
                                     std::string_view language);

[[nodiscard]] json::Array skill_list(const std::vector<routing::Skill>& skills);
// The member "skills" of a request, a list of {"skill","level"}; empty where absent or null.
[[nodiscard]] std::vector<routing::Skill> skills_member(const json::Value& body);
// A member that is a list of units by id or code; empty where absent or null.
[[nodiscard]] std::vector<UnitId> units_member(const DeskServices& desk, const json::Value& body,
                                               std::string_view name);
// A waiting piece with its stages: "unit" (the mission itself), "centre", "neighbours", "anybody" (without
// the skills), from when each is open and what it asks for.
[[nodiscard]] json::Object waiting_body(db::Tx& tx, const DeskServices& desk, const access::Scope& scope,
                                        const routing::WaitingWork& waiting,
                                        const network::Directory& directory, std::string_view language);

}  // namespace aproape::api
