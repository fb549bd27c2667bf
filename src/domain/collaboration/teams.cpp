#include <algorithm>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/collaboration/mentions.hpp"
#include "domain/collaboration/repository.hpp"
#include "domain/collaboration/service.hpp"

namespace aproape::collaboration {
namespace {

constexpr std::size_t kMostMembers = 200;
constexpr std::size_t kLongestName = 200;

}  // namespace

std::vector<Team> Service::teams(db::Tx& tx) const {
  return repository::teams(tx);
}

Team Service::save(db::Tx& tx, const access::Scope& scope, const Team& what,
                   const std::vector<AccountId>& members) {
  Team team = what;
  if (team.name.empty() || team.name.size() > kLongestName)
    throw Error("team.invalid", {{"name", "field.required"}});
  if (!is_handle(team.code)) throw Error("team.invalid", {{"code", "team.code"}});
  if (team.unit.empty()) throw Error("team.invalid", {{"unit", "field.required"}});
  if (members.size() > kMostMembers) throw Error("team.invalid", {{"members", "field.too_many"}});
  for (const AccountId member : members)
    if (!access_.find(tx, member)) throw Error("team.invalid", {{"members", "account.unknown"}});
  const auto same_code = repository::team(tx, team.code);
  // A login has the word before a team: whoever is named must be one.
  if ((same_code && same_code->id != team.id) || access_.find_login(tx, team.code))
    throw Error(ErrorKind::conflict, "team.code_taken");
  const bool fresh = team.id.empty();
  if (fresh) {
    team.id = make_id<TeamId>();
    repository::insert(tx, team);
  } else {
    if (!repository::team(tx, team.id)) throw Error(ErrorKind::not_found, "team.not_found");
    if (!repository::update(tx, team)) throw Error(ErrorKind::stale, "stale");
  }
  repository::set_members(tx, team.id, members);
  tx.publish({"network.team_changed", "team", team.id.value, team.unit.value, scope.account().value, "{}"});
  audit_.note_change(tx, audit::Actor(scope), fresh ? "team.added" : "team.changed", "team", team.id.value,
                     json::write(json::Object{{"members", static_cast<std::int64_t>(members.size())}}));
  return *repository::team(tx, team.id);
}

void Service::set_team(db::Tx& tx, const access::Scope& scope, CaseId id, TeamId team) {
  const cases::Case c = cases_.get(tx, scope, id);
  if (!scope.may("case.write", c.unit)) throw Error(ErrorKind::forbidden, "auth.forbidden");
  if (team.empty()) {
    repository::drop_team(tx, id);
    cases_.note_event(tx, scope, id, "team.dropped", "{}");
    return;
  }
  const auto found = repository::team(tx, team);
  if (!found || found->closed) throw Error("team.invalid", {{"team", "team.not_found"}});
  repository::set_team(tx, id, team, database_.clock().now());
  cases_.note_event(tx, scope, id, "team.set", json::write(json::Object{{"team", found->name}}));
  std::vector<AccountId> members;
  for (const Member& member : found->members) members.push_back(member.id);
  tell(tx, members, "team", found->code, id, scope.account());
}

std::optional<Team> Service::team_of(db::Tx& tx, const access::Scope& scope, CaseId id) const {
  (void)cases_.get(tx, scope, id);
  const TeamId team = repository::team_of(tx, id);
  if (team.empty()) return std::nullopt;
  return repository::team(tx, team);
}

}  // namespace aproape::collaboration
