#include <algorithm>

#include "domain/routing/record_json.hpp"
#include "domain/routing/state.hpp"
#include "i18n/dates.hpp"

// When agents work, and help that ends by itself.
namespace aproape::routing {
namespace {

constexpr std::size_t kMostShifts = 50;
constexpr std::size_t kMostQueues = 50;
constexpr Millis kLongest = 31 * kDay;
constexpr int kDayMinutes = 24 * 60;

bool is_shift(const Shift& shift) {
  return shift.day >= 1 && shift.day <= 7 && shift.from >= 0 && shift.from < kDayMinutes && shift.to >= 0 &&
         shift.to <= kDayMinutes && i18n::is_zone(shift.zone);
}

}  // namespace

std::vector<Shift> Service::shifts(db::Tx& tx, const access::Scope& scope, AccountId id) const {
  if (scope.account() != id) (void)agent_for(tx, scope, id);
  return repository::shifts_of(tx, id);
}

void Service::set_shifts(db::Tx& tx, const access::Scope& scope, AccountId id,
                         const std::vector<Shift>& shifts) {
  if (!may_in_any(scope, "agent.write", State::agent(tx, id)))
    throw Error(ErrorKind::not_found, "agent.not_found");
  if (shifts.size() > kMostShifts || !std::all_of(shifts.begin(), shifts.end(), is_shift))
    throw Error("field.invalid", {{"shifts", "field.invalid"}});
  repository::lock(tx);
  repository::replace_shifts(tx, id, shifts);
  state_->tell(tx, scope, State::agent(tx, id));
  state_->audit(tx, scope, "agent.shifts", "account", id.value,
                json::Object{{"shifts", static_cast<std::int64_t>(shifts.size())}});
}

Surge Service::lend(db::Tx& tx, const access::Scope& scope, Surge surge) {
  if (!scope.may_everywhere("agent.write")) throw Error(ErrorKind::forbidden, "auth.forbidden");
  check_skills(surge.skills);
  const Millis now = state_->now();
  if (surge.until <= now || surge.until > now + kLongest)
    throw Error("field.invalid", {{"until", "field.invalid"}});
  const auto directory = state_->network.directory();
  for (const QueueId queue : surge.queues)
    if (directory->unit(UnitId{queue.value}) == nullptr || surge.queues.size() > kMostQueues)
      throw Error("field.invalid", {{"queues", "unit.unknown"}});
  surge.id = make_id<SurgeId>();
  surge.began_at = now;
  surge.by = scope.account();
  surge.ended_at.reset();
  repository::lock(tx);
  repository::insert(tx, surge);
  state_->tell(tx, scope, State::agent(tx, surge.agent));
  state_->audit(tx, scope, "surge.began", "account", surge.agent.value,
                json::Object{{"surge", surge.id.str()},
                             {"until", to_rfc3339(surge.until)},
                             {"skills", write_skills(surge.skills)},
                             {"queues", write_queues(surge.queues)},
                             {"new_account", surge.new_account}});
  return surge;
}

std::vector<Surge> Service::surges(db::Tx& tx, const access::Scope& scope) const {
  if (!scope.may_everywhere("agent.read")) return {};
  return repository::surges(tx, state_->now());
}

Surge Service::end_surge(db::Tx& tx, const access::Scope& scope, SurgeId id) {
  repository::lock(tx);
  auto surge = repository::surge(tx, id);
  if (!surge || surge->ended_at || !scope.may_everywhere("agent.write"))
    throw Error(ErrorKind::not_found, "surge.not_found");
  surge->ended_at = state_->now();
  repository::end_surge(tx, id, *surge->ended_at);
  state_->tell(tx, scope, State::agent(tx, surge->agent));
  state_->audit(tx, scope, "surge.ended", "account", surge->agent.value, json::Object{{"surge", id.str()}});
  return *surge;
}

std::vector<Surge> Service::end_surges(db::Tx& tx) {
  auto over = repository::surges_over(tx, state_->now());
  const auto scope = access::Scope::system("routing.surge");
  for (Surge& surge : over) surge = end_surge(tx, scope, surge.id);
  return over;
}

}  // namespace aproape::routing
