#include "domain/collaboration/service.hpp"

#include <algorithm>

#include "base/error.hpp"
#include "base/json.hpp"
#include "domain/collaboration/mentions.hpp"
#include "domain/collaboration/repository.hpp"

namespace aproape::collaboration {
namespace {

constexpr int kMostCounted = 100;

void add_once(std::vector<AccountId>& list, AccountId account) {
  if (std::find(list.begin(), list.end(), account) == list.end()) list.push_back(account);
}

}  // namespace

bool Service::sees(db::Tx& tx, const access::Scope& scope, CaseId id) const {
  try {
    (void)cases_.get(tx, scope, id);
    return true;
  } catch (const Error& error) {
    if (error.kind() != ErrorKind::not_found) throw;
    return false;
  }
}

Service::Noted Service::add_note(db::Tx& tx, const access::Scope& scope, CaseId id, std::string_view text) {
  Noted noted;
  noted.note = cases_.add_note(tx, scope, id, text);
  std::vector<AccountId> named;
  for (std::string& handle : mentions_in(text)) {
    if (const auto account = access_.find_login(tx, handle); account && !account->disabled) {
      add_once(named, account->id);
    } else if (const auto team = repository::team(tx, handle); team && !team->closed) {
      for (const Member& member : team->members) add_once(named, member.id);
    } else {
      noted.unknown.push_back(std::move(handle));
      continue;
    }
    noted.named.push_back(std::move(handle));
  }
  tell(tx, named, "mention", {}, id, scope.account());
  return noted;
}

std::vector<Notice> Service::notices(db::Tx& tx, const access::Scope& scope, bool unread, NoticeId before,
                                     int limit) const {
  std::vector<Notice> seen;
  for (Notice& notice : repository::notices(tx, scope.account(), unread, before, limit))
    if (sees(tx, scope, notice.case_id)) seen.push_back(std::move(notice));
  return seen;
}

int Service::unread(db::Tx& tx, const access::Scope& scope) const {
  return static_cast<int>(notices(tx, scope, true, {}, kMostCounted).size());
}

void Service::mark_read(db::Tx& tx, const access::Scope& scope, NoticeId id) {
  if (!repository::mark_read(tx, scope.account(), id, database_.clock().now())) return;
  tx.publish({"notice.read", "reader", scope.account().value, 0, scope.account().value, "{}"});
}

void Service::mark_all_read(db::Tx& tx, const access::Scope& scope) {
  if (repository::mark_all_read(tx, scope.account(), database_.clock().now()) == 0) return;
  tx.publish({"notice.read", "reader", scope.account().value, 0, scope.account().value, "{}"});
}

void Service::mark_case_read(db::Tx& tx, const access::Scope& scope, CaseId id) {
  if (repository::mark_case_read(tx, scope.account(), id, database_.clock().now()) == 0) return;
  tx.publish({"notice.read", "reader", scope.account().value, 0, scope.account().value, "{}"});
}

void Service::tell(db::Tx& tx, const std::vector<AccountId>& accounts, std::string_view kind,
                   std::string_view detail, CaseId id, AccountId actor) {
  for (const AccountId account : accounts) {
    if (account == actor) continue;
    repository::insert(tx, {make_id<NoticeId>(),
                            account,
                            std::string(kind),
                            std::string(detail),
                            id,
                            actor,
                            {},
                            database_.clock().now(),
                            std::nullopt});
    tx.publish({"notice.added", "reader", account.value, 0, actor.value, "{}"});
  }
}

void Service::follow(db::Tx& tx, const access::Scope& scope, CaseId id) {
  (void)cases_.get(tx, scope, id);
  repository::follow(tx, id, scope.account(), database_.clock().now());
}

void Service::unfollow(db::Tx& tx, const access::Scope& scope, CaseId id) {
  (void)cases_.get(tx, scope, id);
  repository::unfollow(tx, id, scope.account());
}

std::vector<Member> Service::followers(db::Tx& tx, const access::Scope& scope, CaseId id) const {
  (void)cases_.get(tx, scope, id);
  return repository::followers(tx, id);
}

}  // namespace aproape::collaboration
