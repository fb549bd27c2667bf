#include "domain/collaboration/repository.hpp"

#include <limits>

namespace aproape::collaboration::repository {
namespace {

#define TEAM_SELECT "select id, unit_id, code, name, closed, version from team "

Notice notice_of(const db::Row& row) {
  Notice notice;
  notice.id = row.id<NoticeId>(0);
  notice.account = row.id<AccountId>(1);
  notice.kind = row.text(2);
  notice.detail = row.text(3);
  notice.case_id = row.id<CaseId>(4);
  notice.actor = row.id<AccountId>(5);
  notice.actor_name = row.text(6);
  notice.at = row.i64(7);
  notice.read_at = row.i64_opt(8);
  return notice;
}

Team team_of_row(db::Tx& tx, const db::Row& row) {
  Team team{row.id<TeamId>(0), row.id<UnitId>(1), row.text(2), row.text(3), row.boolean(4), row.i64(5), {}};
  for (const db::Row& member :
       tx.query("select a.id, a.name from team_member m join account a on a.id = m.account_id "
                "where m.team_id = $1 order by a.name_folded, a.id",
                {team.id}))
    team.members.push_back({member.id<AccountId>(0), member.text(1)});
  return team;
}

std::optional<Team> one_team(db::Tx& tx, const std::optional<db::Row>& row) {
  if (!row) return std::nullopt;
  return team_of_row(tx, *row);
}

}  // namespace

void insert(db::Tx& tx, const Notice& n) {
  tx.exec(
      "insert into notice (id, account_id, kind, detail, case_id, actor_id, at, read_at) values ($1, $2, $3, "
      "$4, $5, "
      "$6, $7, null)",
      {n.id, n.account, n.kind, n.detail, n.case_id, n.actor, n.at});
}

std::vector<Notice> notices(db::Tx& tx, AccountId account, bool unread, NoticeId before, int limit) {
  const std::int64_t from = before.empty() ? std::numeric_limits<std::int64_t>::max() : before.value;
#define NOTICE_SELECT                                                                                \
  "select n.id, n.account_id, n.kind, n.detail, n.case_id, n.actor_id, coalesce(a.name, ''), n.at, " \
  "n.read_at from notice n left join account a on a.id = n.actor_id where n.account_id = $1 and n.id < $2 "
  std::vector<Notice> found;
  const db::Rows rows = unread
                            ? tx.query(NOTICE_SELECT "and n.read_at is null order by n.id desc limit $3",
                                       {account, from, limit})
                            : tx.query(NOTICE_SELECT "order by n.id desc limit $3", {account, from, limit});
  for (const db::Row& row : rows) found.push_back(notice_of(row));
  return found;
}

bool mark_read(db::Tx& tx, AccountId account, NoticeId id, Millis at) {
  return tx.exec("update notice set read_at = $3 where id = $2 and account_id = $1 and read_at is null",
                 {account, id, at}) == 1;
}

std::int64_t mark_all_read(db::Tx& tx, AccountId account, Millis at) {
  return tx.exec("update notice set read_at = $2 where account_id = $1 and read_at is null", {account, at});
}

std::int64_t mark_case_read(db::Tx& tx, AccountId account, CaseId id, Millis at) {
  return tx.exec("update notice set read_at = $3 where account_id = $1 and case_id = $2 and read_at is null",
                 {account, id, at});
}

void follow(db::Tx& tx, CaseId id, AccountId account, Millis at) {
  tx.exec("insert into case_follower (case_id, account_id, at) values ($1, $2, $3) on conflict do nothing",
          {id, account, at});
}

void unfollow(db::Tx& tx, CaseId id, AccountId account) {
  tx.exec("delete from case_follower where case_id = $1 and account_id = $2", {id, account});
}

std::vector<Member> followers(db::Tx& tx, CaseId id) {
  std::vector<Member> found;
  for (const db::Row& row : tx.query("select a.id, a.name from case_follower f join account a on a.id = "
                                     "f.account_id where f.case_id = $1 "
                                     "order by a.name_folded, a.id",
                                     {id}))
    found.push_back({row.id<AccountId>(0), row.text(1)});
  return found;
}

bool follows(db::Tx& tx, CaseId id, AccountId account) {
  return tx.one("select 1 from case_follower where case_id = $1 and account_id = $2", {id, account})
      .has_value();
}

void insert(db::Tx& tx, const Team& team) {
  tx.exec("insert into team (id, unit_id, code, name, closed, version) values ($1, $2, $3, $4, $5, 1)",
          {team.id, team.unit, team.code, team.name, team.closed});
}

bool update(db::Tx& tx, const Team& team) {
  return tx.exec(
             "update team set unit_id = $2, code = $3, name = $4, closed = $5, version = version + 1 where "
             "id = $1 and "
             "version = $6",
             {team.id, team.unit, team.code, team.name, team.closed, team.version}) == 1;
}

void set_members(db::Tx& tx, TeamId id, const std::vector<AccountId>& members) {
  tx.exec("delete from team_member where team_id = $1", {id});
  for (const AccountId member : members)
    tx.exec("insert into team_member (team_id, account_id) values ($1, $2) on conflict do nothing",
            {id, member});
}

std::optional<Team> team(db::Tx& tx, TeamId id) {
  return one_team(tx, tx.one(TEAM_SELECT "where id = $1", {id}));
}

std::optional<Team> team(db::Tx& tx, std::string_view code) {
  return one_team(tx, tx.one(TEAM_SELECT "where code = $1", {code}));
}

std::vector<Team> teams(db::Tx& tx) {
  std::vector<Team> found;
  for (const db::Row& row : tx.query(TEAM_SELECT "order by name, id")) found.push_back(team_of_row(tx, row));
  return found;
}

void set_team(db::Tx& tx, CaseId id, TeamId team, Millis at) {
  drop_team(tx, id);
  tx.exec("insert into case_team (case_id, team_id, at) values ($1, $2, $3)", {id, team, at});
}

void drop_team(db::Tx& tx, CaseId id) {
  tx.exec("delete from case_team where case_id = $1", {id});
}

TeamId team_of(db::Tx& tx, CaseId id) {
  const auto row = tx.one("select team_id from case_team where case_id = $1", {id});
  return row ? row->id<TeamId>(0) : TeamId{};
}

}  // namespace aproape::collaboration::repository
