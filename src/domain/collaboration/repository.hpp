#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/collaboration/model.hpp"

// Rows of notices, followers and teams. Whoever reads one that names a case has checked that it is visible.
namespace aproape::collaboration::repository {

void insert(db::Tx& tx, const Notice& notice);
// Of one account, newest first, before `before` (empty: from the newest).
[[nodiscard]] std::vector<Notice> notices(db::Tx& tx, AccountId account, bool unread, NoticeId before,
                                          int limit);
// False where it is not this account's, or was read before.
bool mark_read(db::Tx& tx, AccountId account, NoticeId id, Millis at);
// These give how many were unread.
std::int64_t mark_all_read(db::Tx& tx, AccountId account, Millis at);
std::int64_t mark_case_read(db::Tx& tx, AccountId account, CaseId id, Millis at);

void follow(db::Tx& tx, CaseId id, AccountId account, Millis at);
void unfollow(db::Tx& tx, CaseId id, AccountId account);
[[nodiscard]] std::vector<Member> followers(db::Tx& tx, CaseId id);
[[nodiscard]] bool follows(db::Tx& tx, CaseId id, AccountId account);

void insert(db::Tx& tx, const Team& team);
// False where the version is no longer the present one.
bool update(db::Tx& tx, const Team& team);
void set_members(db::Tx& tx, TeamId id, const std::vector<AccountId>& members);
[[nodiscard]] std::optional<Team> team(db::Tx& tx, TeamId id);
[[nodiscard]] std::optional<Team> team(db::Tx& tx, std::string_view code);
// By name.
[[nodiscard]] std::vector<Team> teams(db::Tx& tx);

void set_team(db::Tx& tx, CaseId id, TeamId team, Millis at);
void drop_team(db::Tx& tx, CaseId id);
[[nodiscard]] TeamId team_of(db::Tx& tx, CaseId id);

}  // namespace aproape::collaboration::repository
