#include "domain/routing/service.hpp"

#include <algorithm>
#include <functional>
#include <set>
#include <utility>

#include "base/embedded.hpp"
#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/routing/board.hpp"
#include "domain/routing/repository.hpp"
#include "domain/routing/stage_plan.hpp"
#include "formats/csv/csv.hpp"

namespace aproape::routing {
namespace {

// So much of the line is looked at in one go.
constexpr int kChunk = 1000;
constexpr std::size_t kMostSkills = 100;
constexpr std::size_t kLongestSkill = 40;

std::string_view carried(std::string_view name) {
  for (const embedded::File& file : embedded::files())
    if (file.name == name) return file.content;
  throw Error(ErrorKind::internal, "catalogue.missing", std::string(name));
}

std::vector<PauseReason> read_pause_reasons() {
  const csv::Table table(carried("catalog/pause_reasons.csv"), {"code", "name_ro", "name_en", "paid"});
  std::vector<PauseReason> all;
  for (const csv::Row& row : table.rows())
    all.push_back({table.field(row, "code"), table.field(row, "name_ro"), table.field(row, "name_en"),
                   table.field(row, "paid") == "yes"});
  return all;
}

int number_of(std::string_view urgency) {
  return urgency.size() == 2 && urgency[1] >= '1' && urgency[1] <= '4' ? urgency[1] - '0' : 4;
}

// The queues that somebody's grants make him serve: those of his units; the centre's for who works for all of
// them.
std::vector<QueueId> queues_of(const access::Scope& scope, const network::Directory& directory) {
  std::vector<QueueId> queues;
  if (scope.may_everywhere("case.write") && directory.central() != nullptr)
    queues.push_back(queue_of(directory.central()->id));
  for (const UnitId unit : scope.units("case.write"))
    if (std::find(queues.begin(), queues.end(), queue_of(unit)) == queues.end())
      queues.push_back(queue_of(unit));
  return queues;
}

bool may_in_any(const access::Scope& scope, std::string_view permission, const AgentRecord& agent) {
  if (scope.may_everywhere(permission)) return true;
  return std::any_of(agent.queues.begin(), agent.queues.end(),
                     [&](QueueId queue) { return scope.may(permission, UnitId{queue.value}); });
}

void check(const Service::Description& description) {
  std::vector<Error::Field> wrong;
  if (description.skills) {
    for (const Skill& skill : *description.skills)
      if (skill.name.empty() || skill.name.size() > kLongestSkill || skill.level < 1 || skill.level > 5)
        wrong.push_back({"skills", "field.invalid"});
    if (description.skills->size() > kMostSkills) wrong.push_back({"skills", "field.too_long"});
  }
  if (description.limits)
    for (const int limit : *description.limits)
      if (limit < 0 || limit > 10) wrong.push_back({"limits", "field.invalid"});
  if (!wrong.empty()) throw Error("field.invalid", std::move(wrong));
}

}  // namespace

struct Service::State {
  db::Database& database;
  network::Service& network;
  std::vector<Widening> widening = read_widening(carried("catalog/widening.csv"));
  std::vector<PauseReason> pause_reasons = read_pause_reasons();

  [[nodiscard]] Millis now() const { return database.clock().now(); }

  [[nodiscard]] static AgentRecord agent(db::Tx& tx, AccountId id) {
    if (auto found = repository::agent(tx, id)) return *found;
    AgentRecord fresh;
    fresh.id = id;
    return fresh;
  }

  static void keep(db::Tx& tx, AgentRecord& agent) {
    if (agent.version == 0)
      repository::save(tx, agent);
    else if (!repository::update(tx, agent))
      throw Error(ErrorKind::conflict, "routing.moved");
    ++agent.version;
  }

  // The work waits no longer: somebody took it, or (nobody) it left the line.
  static void end_turn(db::Tx& tx, const WorkRecord& work, AccountId taken_by, Millis now) {
    repository::insert(
        tx, Turn{next_id(), work.case_id, work.channel, work.urgency, work.entered_at, now, taken_by});
  }

  void tell(db::Tx& tx, const access::Scope& scope, const AgentRecord& agent) const {
    tx.publish({"agent.changed", "agent", agent.id.value,
                agent.queues.empty() ? 0 : agent.queues.front().value, scope.account().value,
                json::write(json::Object{{"availability", name_of(agent.availability)}})});
  }

  // Runs one input of the router on the agent and what he has in hand.
  void on_hands(db::Tx& tx, AgentRecord agent,
                const std::function<std::vector<Decision>(Router& router)>& input) const {
    const AccountId id = agent.id;
    Board board({std::move(agent)}, repository::engaged(tx, id), now());
    board.save(tx, input(board.router()));
  }

  // The work of an offer to this account that still stands; refuses it otherwise.
  WorkRecord offered(db::Tx& tx, const access::Scope& scope, OfferId id) const {
    repository::lock(tx);
    auto work = repository::work_by_offer(tx, id);
    if (!work) throw Error(ErrorKind::conflict, "offer.ended");
    if (work->agent != scope.account()) throw Error(ErrorKind::not_found, "offer.not_found");
    if (*work->engagement->until <= now()) throw Error(ErrorKind::conflict, "offer.ended");
    return std::move(*work);
  }
};

Service::Service(db::Database& database, network::Service& network) : state_(new State{database, network}) {
  (void)network.directory();  // read once now: inside a transaction it only lends what it has read
}
Service::~Service() = default;

void Service::follow(db::Tx& tx, const Matter& matter) {
  const Millis now = state_->now();
  auto work = repository::work_of_case(tx, matter.id);
  if (!matter.our_turn) {
    if (!work) return;
    if (work->agent.empty() || (work->engagement && work->engagement->phase == Engagement::Phase::offered))
      State::end_turn(tx, *work, {}, now);
    repository::drop(tx, work->id);
    if (!work->agent.empty()) repository::set_idle(tx, work->agent, now);
    return;
  }
  const bool fresh = !work.has_value();
  WorkRecord next = fresh ? WorkRecord{} : *work;
  if (fresh) {
    next.id = make_id<WorkId>();
    next.case_id = matter.id;
    next.channel = channel_of(matter.channel);
    next.entered_at = matter.since;
  }
  const bool wider = fresh || next.unit != matter.unit || next.urgency != number_of(matter.urgency) ||
                     next.language != matter.language;
  next.unit = matter.unit;
  next.urgency = number_of(matter.urgency);
  next.language = matter.language;
  if (wider) next.stages = plan_stages(matter, *state_->network.directory(), state_->widening, now);
  const bool held_by_holder = next.engagement && next.agent == matter.holder;
  const bool changed_hands = matter.holder.empty()
                                 ? next.engagement && next.engagement->phase == Engagement::Phase::held
                                 : !held_by_holder || next.engagement->phase == Engagement::Phase::offered;
  if (changed_hands) {
    const bool waited = !next.engagement || next.engagement->phase == Engagement::Phase::offered;
    if (waited && !matter.holder.empty()) State::end_turn(tx, next, matter.holder, now);
    if (!next.agent.empty()) {
      next.last_holder = next.agent;
      repository::set_idle(tx, next.agent, now);
    }
    next.agent = matter.holder;
    next.engagement.reset();
    if (!matter.holder.empty())
      next.engagement = Engagement{next.id, next.channel, Engagement::Phase::held, {}, {}};
  }
  if (fresh)
    repository::insert(tx, next);
  else if ((wider || changed_hands) && !repository::update(tx, next))
    throw Error(ErrorKind::conflict, "routing.moved");
}

AgentRecord Service::agent(db::Tx& tx, AccountId id) const {
  return State::agent(tx, id);
}

AgentRecord Service::set_availability(db::Tx& tx, const access::Scope& scope, AccountId id,
                                      Availability availability, std::string_view reason) {
  repository::lock(tx);
  AgentRecord agent = State::agent(tx, id);
  const bool own = scope.account() == id;
  if (!own && !may_in_any(scope, "agent.write", agent)) throw Error(ErrorKind::not_found, "agent.not_found");
  if (!own && agent.availability == Availability::offline) throw Error(ErrorKind::conflict, "agent.offline");
  const auto& reasons = state_->pause_reasons;
  if (availability == Availability::paused &&
      std::none_of(reasons.begin(), reasons.end(),
                   [&](const PauseReason& one) { return one.code == reason; }))
    throw Error("agent.reason", {{"reason", "field.invalid"}});

  const Millis now = state_->now();
  if (agent.availability == Availability::offline && availability != Availability::offline &&
      !agent.queues_set)
    agent.queues = queues_of(scope, *state_->network.directory());
  if (availability != Availability::available && agent.version > 0)
    state_->on_hands(tx, agent,
                     [&](Router& router) { return router.set_availability(id, availability, now); });
  // The board has written the agent if something rang.
  if (const auto stored = repository::agent(tx, id)) agent.version = stored->version;
  if (agent.availability == Availability::offline) agent.idle_since = now;
  agent.availability = availability;
  agent.reason = availability == Availability::paused ? reason : "";
  agent.since = now;
  State::keep(tx, agent);
  repository::insert(tx, AvailabilityChange{id, availability, agent.reason, now, scope.account()});
  state_->tell(tx, scope, agent);
  return agent;
}

AgentRecord Service::describe(db::Tx& tx, const access::Scope& scope, AccountId id, std::int64_t version,
                              const Description& description) {
  check(description);
  repository::lock(tx);
  AgentRecord agent = State::agent(tx, id);
  if (version != agent.version) throw Error(ErrorKind::stale, "stale");
  if (!scope.may_everywhere("agent.write")) {
    if (!may_in_any(scope, "agent.write", agent)) throw Error(ErrorKind::not_found, "agent.not_found");
    for (const UnitId unit : description.queues.value_or(std::vector<UnitId>{}))
      if (!scope.may("agent.write", unit)) throw Error(ErrorKind::forbidden, "auth.forbidden");
  }
  if (description.queues) {
    const auto directory = state_->network.directory();
    agent.queues.clear();
    for (const UnitId unit : *description.queues) {
      if (directory->unit(unit) == nullptr) throw Error("field.invalid", {{"queues", "unit.unknown"}});
      agent.queues.push_back(queue_of(unit));
    }
    agent.queues_set = !agent.queues.empty();
  }
  if (description.skills) agent.skills = *description.skills;
  if (description.limits) agent.limits = *description.limits;
  State::keep(tx, agent);
  state_->tell(tx, scope, agent);
  return agent;
}

std::vector<AvailabilityChange> Service::history(db::Tx& tx, const access::Scope& scope, AccountId id,
                                                 int limit) const {
  if (scope.account() != id && !may_in_any(scope, "agent.read", State::agent(tx, id)))
    throw Error(ErrorKind::not_found, "agent.not_found");
  return repository::history(tx, id, limit);
}

const std::vector<PauseReason>& Service::pause_reasons() const {
  return state_->pause_reasons;
}

std::vector<Turn> Service::turns(db::Tx& tx, CaseId id) const {
  return repository::turns(tx, id);
}

std::vector<WorkRecord> Service::in_hands(db::Tx& tx, AccountId id) const {
  return repository::engaged(tx, id);
}

WorkRecord Service::accept(db::Tx& tx, const access::Scope& scope, OfferId id) {
  const WorkRecord work = state_->offered(tx, scope, id);
  state_->on_hands(tx, State::agent(tx, scope.account()),
                   [&](Router& router) { return router.accept(id, state_->now()).decisions; });
  State::end_turn(tx, work, scope.account(), state_->now());
  tx.publish({"offer.accepted", "agent", scope.account().value, work.unit.value, scope.account().value,
              json::write(json::Object{{"offer", id.str()}, {"case", work.case_id.str()}})});
  return work;
}

void Service::decline(db::Tx& tx, const access::Scope& scope, OfferId id) {
  (void)state_->offered(tx, scope, id);
  state_->on_hands(tx, State::agent(tx, scope.account()),
                   [&](Router& router) { return router.decline(id, state_->now()).decisions; });
}

void Service::end_wrap_up(db::Tx& tx, const access::Scope& scope, WorkId id) {
  repository::lock(tx);
  const auto work = repository::work(tx, id);
  if (!work || work->agent != scope.account()) throw Error(ErrorKind::not_found, "work.not_found");
  state_->on_hands(tx, State::agent(tx, scope.account()),
                   [&](Router& router) { return router.end_wrap_up(scope.account(), id, state_->now()); });
}

std::vector<AgentRecord> Service::agents(db::Tx& tx, const access::Scope& scope) const {
  auto all = repository::agents(tx);
  std::erase_if(all, [&](const AgentRecord& agent) { return !may_in_any(scope, "agent.read", agent); });
  return all;
}

std::vector<QueueState> Service::queues(db::Tx& tx, const access::Scope& scope) const {
  auto states = repository::queues(tx);
  for (const AgentRecord& agent : repository::agents(tx)) {
    if (agent.availability == Availability::offline) continue;
    for (const QueueId queue : agent.queues) {
      const UnitId unit{queue.value};
      auto state =
          std::find_if(states.begin(), states.end(), [&](const QueueState& one) { return one.unit == unit; });
      if (state == states.end()) {
        states.push_back({});
        state = states.end() - 1;
        state->unit = unit;
      }
      ++state->agents;
      if (agent.availability == Availability::available) ++state->available;
    }
  }
  std::erase_if(states, [&](const QueueState& one) { return !scope.may("agent.read", one.unit); });
  return states;
}

std::vector<WorkRecord> Service::waiting(db::Tx& tx, const access::Scope& scope, UnitId unit,
                                         int limit) const {
  if (!scope.may("agent.read", unit)) throw Error(ErrorKind::not_found, "unit.unknown");
  return repository::waiting_in(tx, unit, limit);
}

int Service::dispatch(db::Tx& tx) {
  repository::lock(tx);
  int decided = 0;
  std::optional<repository::Cursor> behind;
  while (true) {
    auto works = repository::engaged(tx);
    const auto line = repository::waiting(tx, behind, kChunk);
    if (!line.empty()) behind = {repository::line_of(line.back()), line.back().id};
    works.insert(works.end(), line.begin(), line.end());
    Board board(repository::agents(tx), std::move(works), state_->now());
    const auto decisions = board.router().advance(state_->now());
    board.save(tx, decisions);
    decided += static_cast<int>(decisions.size());
    if (line.size() < static_cast<std::size_t>(kChunk) || !board.anybody_free()) return decided;
  }
}

bool Service::anything_to_do(db::Tx& tx) const {
  return repository::anything_to_do(tx);
}

}  // namespace aproape::routing
