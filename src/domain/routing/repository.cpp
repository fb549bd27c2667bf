#include "domain/routing/repository.hpp"

#include "domain/routing/record_json.hpp"

namespace aproape::routing::repository {
namespace {

#define AGENT_COLUMNS                                                                                        \
  "select account_id, availability, reason, since, idle_since, skills, queues, queues_set, limits, version " \
  "from routing_agent "

AgentRecord agent_of(const db::Row& row) {
  AgentRecord agent;
  agent.id = row.id<AccountId>(0);
  agent.availability = availability_of(row.text(1)).value_or(Availability::offline);
  agent.reason = row.text(2);
  agent.since = row.i64(3);
  agent.idle_since = row.i64(4);
  agent.skills = read_skills(row.text(5));
  agent.queues = read_queues(row.text(6));
  agent.queues_set = row.boolean(7);
  agent.limits = read_limits(row.text(8));
  agent.version = row.i64(9);
  return agent;
}

#define WORK_COLUMNS                                                                                      \
  "select id, case_id, unit_id, channel, urgency, language, entered_at, stages, last_holder, cooldowns, " \
  "phase, agent_id, offer_id, until, version from routing_work "

std::optional<Engagement::Phase> phase_of(std::string_view name) {
  for (const auto phase : {Engagement::Phase::offered, Engagement::Phase::held, Engagement::Phase::wrap_up})
    if (name_of(phase) == name) return phase;
  return std::nullopt;  // "waiting"
}

std::string_view phase_name(const WorkRecord& work) {
  return work.engagement ? name_of(work.engagement->phase) : "waiting";
}

WorkRecord work_record(const db::Row& row) {
  WorkRecord work;
  work.id = row.id<WorkId>(0);
  work.case_id = row.id<CaseId>(1);
  work.unit = row.id<UnitId>(2);
  work.channel = channel_of(row.text(3));
  work.urgency = static_cast<int>(row.i64(4));
  work.language = row.text(5);
  work.entered_at = row.i64(6);
  work.stages = read_stages(row.text(7));
  work.last_holder = row.id<AccountId>(8);
  work.cooldowns = read_cooldowns(row.text(9));
  work.agent = row.id<AccountId>(11);
  if (const auto phase = phase_of(row.text(10)))
    work.engagement = Engagement{work.id, work.channel, *phase, row.id<OfferId>(12), row.i64_opt(13)};
  work.version = row.i64(14);
  return work;
}

std::vector<WorkRecord> work_records(const db::Rows& rows) {
  std::vector<WorkRecord> all;
  for (const db::Row& row : rows) all.push_back(work_record(row));
  return all;
}

std::optional<WorkRecord> first(const std::optional<db::Row>& row) {
  if (!row) return std::nullopt;
  return work_record(*row);
}

OfferId offer_of(const WorkRecord& work) {
  return work.engagement ? work.engagement->offer : OfferId{};
}
std::optional<Millis> until_of(const WorkRecord& work) {
  return work.engagement ? work.engagement->until : std::nullopt;
}

}  // namespace

void lock(db::Tx& tx) {
  // Any number will do, as long as nothing else locks the same.
  (void)tx.query({"select 1", "select 1 from (select pg_advisory_xact_lock(6202)) as locked"});
}

std::optional<AgentRecord> agent(db::Tx& tx, AccountId id) {
  const auto row = tx.one(AGENT_COLUMNS "where account_id = $1", {id});
  if (!row) return std::nullopt;
  return agent_of(*row);
}

std::vector<AgentRecord> agents(db::Tx& tx) {
  std::vector<AgentRecord> all;
  for (const db::Row& row :
       tx.query(AGENT_COLUMNS "where availability <> 'offline' or account_id in (select agent_id from "
                              "routing_work where agent_id is not null) order by account_id"))
    all.push_back(agent_of(row));
  return all;
}

void save(db::Tx& tx, const AgentRecord& agent) {
  tx.exec(
      "insert into routing_agent (account_id, availability, reason, since, idle_since, skills, queues, "
      "queues_set, "
      "limits, version) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, 1)",
      {agent.id, name_of(agent.availability), agent.reason, agent.since, agent.idle_since,
       write_skills(agent.skills), write_queues(agent.queues), agent.queues_set, write_limits(agent.limits)});
}

bool update(db::Tx& tx, const AgentRecord& agent) {
  return tx.exec(
             "update routing_agent set availability = $3, reason = $4, since = $5, idle_since = $6, skills = "
             "$7, "
             "queues = $8, queues_set = $9, limits = $10, version = version + 1 where account_id = $1 and "
             "version = $2",
             {agent.id, agent.version, name_of(agent.availability), agent.reason, agent.since,
              agent.idle_since, write_skills(agent.skills), write_queues(agent.queues), agent.queues_set,
              write_limits(agent.limits)}) == 1;
}

void set_idle(db::Tx& tx, AccountId agent, Millis since) {
  tx.exec("update routing_agent set idle_since = $2 where account_id = $1", {agent, since});
}

void insert(db::Tx& tx, const AvailabilityChange& change) {
  tx.exec(
      "insert into routing_availability (id, account_id, availability, reason, at, by_id) "
      "values ($1, $2, $3, $4, $5, $6)",
      {next_id(), change.agent, name_of(change.availability), change.reason, change.at, change.by});
}

std::vector<AvailabilityChange> history(db::Tx& tx, AccountId agent, int limit) {
  std::vector<AvailabilityChange> all;
  for (const db::Row& row : tx.query("select account_id, availability, reason, at, by_id from "
                                     "routing_availability where account_id = $1 "
                                     "order by id desc limit $2",
                                     {agent, limit}))
    all.push_back({row.id<AccountId>(0), availability_of(row.text(1)).value_or(Availability::offline),
                   row.text(2), row.i64(3), row.id<AccountId>(4)});
  return all;
}

bool anything_to_do(db::Tx& tx) {
  return tx.one("select 1 from routing_agent where availability <> 'offline' limit 1").has_value() ||
         tx.one("select 1 from routing_work where agent_id is not null and until is not null limit 1")
             .has_value();
}

void insert(db::Tx& tx, const WorkRecord& work) {
  tx.exec(
      "insert into routing_work (id, case_id, unit_id, channel, urgency, language, entered_at, line, stages, "
      "last_holder, cooldowns, phase, agent_id, offer_id, until, version) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11, $12, $13, $14, $15, 1)",
      {work.id, work.case_id, work.unit, name_of(work.channel), work.urgency, work.language, work.entered_at,
       line_of(work), write_stages(work.stages), work.last_holder, write_cooldowns(work.cooldowns),
       phase_name(work), work.agent, offer_of(work), until_of(work)});
}

bool update(db::Tx& tx, const WorkRecord& work) {
  return tx.exec(
             "update routing_work set unit_id = $3, urgency = $4, language = $5, line = $6, stages = $7, "
             "last_holder = $8, cooldowns = $9, phase = $10, agent_id = $11, offer_id = $12, until = $13, "
             "version = version + 1 where id = $1 and version = $2",
             {work.id, work.version, work.unit, work.urgency, work.language, line_of(work),
              write_stages(work.stages), work.last_holder, write_cooldowns(work.cooldowns), phase_name(work),
              work.agent, offer_of(work), until_of(work)}) == 1;
}

void insert(db::Tx& tx, const Turn& turn) {
  tx.exec(
      "insert into routing_turn (id, case_id, channel, urgency, entered_at, ended_at, account_id) values "
      "($1, "
      "$2, $3, $4, $5, $6, $7)",
      {turn.id, turn.case_id, name_of(turn.channel), turn.urgency, turn.entered_at, turn.ended_at,
       turn.taken_by});
}

std::vector<Turn> turns(db::Tx& tx, CaseId id) {
  std::vector<Turn> all;
  for (const db::Row& row : tx.query("select id, channel, urgency, entered_at, ended_at, account_id from "
                                     "routing_turn where case_id = $1 order by id",
                                     {id}))
    all.push_back({row.i64(0), id, channel_of(row.text(1)), static_cast<int>(row.i64(2)), row.i64(3),
                   row.i64(4), row.id<AccountId>(5)});
  return all;
}

void drop(db::Tx& tx, WorkId id) {
  tx.exec("delete from routing_work where id = $1", {id});
}

std::optional<WorkRecord> work_of_case(db::Tx& tx, CaseId id) {
  return first(tx.one(WORK_COLUMNS "where case_id = $1", {id}));
}

std::optional<WorkRecord> work(db::Tx& tx, WorkId id) {
  return first(tx.one(WORK_COLUMNS "where id = $1", {id}));
}

std::optional<WorkRecord> work_by_offer(db::Tx& tx, OfferId id) {
  return first(tx.one(WORK_COLUMNS "where offer_id = $1", {id}));
}

std::vector<WorkRecord> engaged(db::Tx& tx) {
  return work_records(tx.query(WORK_COLUMNS "where agent_id is not null order by id"));
}

std::vector<WorkRecord> engaged(db::Tx& tx, AccountId agent) {
  return work_records(tx.query(WORK_COLUMNS "where agent_id = $1 order by id", {agent}));
}

std::vector<WorkRecord> waiting(db::Tx& tx, std::optional<Cursor> after, int limit) {
  if (!after)
    return work_records(tx.query(WORK_COLUMNS "where phase = 'waiting' order by line, id limit $1", {limit}));
  return work_records(tx.query(WORK_COLUMNS
                               "where phase = 'waiting' and (line > $1 or (line = $1 and id > $2)) "
                               "order by line, id limit $3",
                               {after->line, after->id, limit}));
}

std::vector<WorkRecord> waiting_in(db::Tx& tx, UnitId unit, int limit) {
  return work_records(tx.query(
      WORK_COLUMNS "where phase = 'waiting' and unit_id = $1 order by line, id limit $2", {unit, limit}));
}

std::vector<QueueState> queues(db::Tx& tx) {
  std::vector<QueueState> all;
  for (const db::Row& row :
       tx.query("select unit_id, count(*), sum(case when urgency = 1 then 1 else 0 end), min(entered_at) "
                "from routing_work where phase = 'waiting' group by unit_id"))
    all.push_back(
        {row.id<UnitId>(0), static_cast<int>(row.i64(1)), static_cast<int>(row.i64(2)), row.i64(3), 0, 0});
  return all;
}

std::int64_t line_of(const WorkRecord& work) {
  // No moment of ours comes near half of the range, so emergencies stand before everything.
  constexpr std::int64_t kEmergency = std::int64_t{1} << 62;
  const Millis moment = work.entered_at - kHeadStarts[static_cast<std::size_t>(work.urgency)];
  return work.urgency == 1 ? moment - kEmergency : moment;
}

#undef AGENT_COLUMNS
#undef WORK_COLUMNS

}  // namespace aproape::routing::repository
