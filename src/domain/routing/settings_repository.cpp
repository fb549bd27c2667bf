#include "domain/routing/record_json.hpp"
#include "domain/routing/repository.hpp"

// What was done, and what supervisors set for channels and wrap-ups.
namespace aproape::routing::repository {

void insert(db::Tx& tx, const DoneWork& done) {
  tx.exec(
      "insert into routing_done (work_id, case_id, unit_id, channel, agent_id, entered_at, taken_at, "
      "done_at, "
      "code) values ($1, $2, $3, $4, $5, $6, $7, $8, $9)",
      {done.id, done.case_id, done.unit, name_of(done.channel), done.agent, done.entered_at, done.taken_at,
       done.done_at, done.code});
}

bool set_code(db::Tx& tx, WorkId id, AccountId agent, std::string_view code) {
  return tx.exec("update routing_done set code = $3 where work_id = $1 and agent_id = $2 and code = ''",
                 {id, agent, code}) == 1;
}

std::map<UnitId, Millis> handling(db::Tx& tx, Millis from) {
  std::map<UnitId, Millis> all;
  for (const db::Row& row : tx.query("select unit_id, cast(sum(done_at - taken_at) / count(*) as bigint) "
                                     "from routing_done where done_at >= $1 "
                                     "group by unit_id",
                                     {from}))
    all[row.id<UnitId>(0)] = row.i64(1);
  return all;
}

std::vector<UnitFlow> flow(db::Tx& tx, Millis from, Millis aim) {
  std::vector<UnitFlow> all;
  for (const db::Row& row :
       tx.query("select unit_id, hour, count(*), sum(case when taken_at > 0 then 1 else 0 end), "
                "sum(case when taken_at > 0 and taken_at - entered_at <= $2 then 1 else 0 end) from ("
                "select unit_id, (entered_at - $1) / 3600000 as hour, entered_at, taken_at from routing_done "
                "where entered_at >= $1 union all "
                "select unit_id, (entered_at - $1) / 3600000 as hour, entered_at, taken_at from routing_work "
                "where entered_at >= $1 and phase <> 'wrap_up') as entered group by unit_id, hour",
                {from, aim}))
    all.push_back({row.id<UnitId>(0), static_cast<int>(row.i64(1)), static_cast<int>(row.i64(2)),
                   static_cast<int>(row.i64(3)), static_cast<int>(row.i64(4))});
  return all;
}

std::vector<CodeCount> code_counts(db::Tx& tx, Millis from, Millis to) {
  std::vector<CodeCount> all;
  for (const db::Row& row : tx.query("select unit_id, code, count(*) from routing_done where done_at >= $1 "
                                     "and done_at < $2 group by unit_id, code order by code",
                                     {from, to}))
    all.push_back({row.id<UnitId>(0), row.text(1), static_cast<int>(row.i64(2))});
  return all;
}

std::vector<ChannelSetting> channels(db::Tx& tx) {
  const Rules standard = default_rules();
  std::vector<ChannelSetting> all;
  for (std::size_t i = 0; i < kChannels; ++i)
    all.push_back({static_cast<Channel>(i), standard.channels[i], kLimits[i]});
  for (const db::Row& row :
       tx.query("select channel, lease, pause_on_miss, cooldown, wrap_up, capacity from routing_channel"))
    all[static_cast<std::size_t>(channel_of(row.text(0)))] = {
        channel_of(row.text(0)),
        {row.i64(1), row.boolean(2), row.i64(3), row.i64(4)},
        static_cast<int>(row.i64(5))};
  return all;
}

Rules rules(db::Tx& tx) {
  Rules all = default_rules();
  for (const ChannelSetting& one : channels(tx))
    all.channels[static_cast<std::size_t>(one.channel)] = one.rules;
  return all;
}

void save(db::Tx& tx, const ChannelSetting& setting) {
  tx.exec("delete from routing_channel where channel = $1", {name_of(setting.channel)});
  tx.exec(
      "insert into routing_channel (channel, lease, pause_on_miss, cooldown, wrap_up, capacity) "
      "values ($1, $2, $3, $4, $5, $6)",
      {name_of(setting.channel), setting.rules.lease, setting.rules.pause_on_miss, setting.rules.cooldown,
       setting.rules.wrap_up, setting.capacity});
}

void replace_limit(db::Tx& tx, Channel channel, int from, int to) {
  const auto index = static_cast<std::size_t>(channel);
  for (const db::Row& row : tx.query("select account_id, limits from routing_agent")) {
    Limits limits = read_limits(row.text(1));
    if (limits[index] != from) continue;
    limits[index] = to;
    tx.exec("update routing_agent set limits = $2, version = version + 1 where account_id = $1",
            {row.id<AccountId>(0), write_limits(limits)});
  }
}

std::vector<WrapUpCode> wrap_up_codes(db::Tx& tx) {
  std::vector<WrapUpCode> all;
  for (const db::Row& row :
       tx.query("select code, name_ro, name_en, active from routing_wrap_up_code order by code"))
    all.push_back({row.text(0), row.text(1), row.text(2), row.boolean(3)});
  return all;
}

void save(db::Tx& tx, const WrapUpCode& code) {
  tx.exec("delete from routing_wrap_up_code where code = $1", {code.code});
  tx.exec("insert into routing_wrap_up_code (code, name_ro, name_en, active) values ($1, $2, $3, $4)",
          {code.code, code.name_ro, code.name_en, code.active});
}

}  // namespace aproape::routing::repository
