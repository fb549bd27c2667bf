#pragma once

#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/access/service.hpp"
#include "domain/audit/service.hpp"
#include "domain/cases/service.hpp"
#include "domain/collaboration/model.hpp"

namespace aproape::collaboration {

// Colleagues in a case: notes that name them, followers, teams, and what each was told. A call with a case
// throws Error{not_found, "case.not_found"} where the eyes do not see it. Thread-safe: it keeps no state.
class Service {
 public:
  Service(db::Database& database, audit::Service& audit, access::Service& access, cases::Service& cases)
      : database_(database), audit_(audit), access_(access), cases_(cases) {}

  // --- notes that name colleagues ---
  struct Noted {
    NoteId note;
    std::vector<std::string> named;    // handles of accounts and teams that were told
    std::vector<std::string> unknown;  // handles that are nobody's
  };
  // cases::Service::add_note(), and a notice to each account and to each member of a team that it names.
  Noted add_note(db::Tx& tx, const access::Scope& scope, CaseId id, std::string_view text);

  // --- notices of the account of `scope` ---
  // Newest first, before `before`; those of cases that it no longer sees are left out.
  [[nodiscard]] std::vector<Notice> notices(db::Tx& tx, const access::Scope& scope, bool unread,
                                            NoticeId before, int limit) const;
  // Unread ones, counted up to 100.
  [[nodiscard]] int unread(db::Tx& tx, const access::Scope& scope) const;
  void mark_read(db::Tx& tx, const access::Scope& scope, NoticeId id);
  void mark_all_read(db::Tx& tx, const access::Scope& scope);
  // Whoever opens a case has read what told of it.
  void mark_case_read(db::Tx& tx, const access::Scope& scope, CaseId id);
  // Tells accounts of something at a case, each once and never who did it. Events of type "notice.added".
  void tell(db::Tx& tx, const std::vector<AccountId>& accounts, std::string_view kind,
            std::string_view detail, CaseId id, AccountId actor);

  // --- followers ---
  void follow(db::Tx& tx, const access::Scope& scope, CaseId id);
  void unfollow(db::Tx& tx, const access::Scope& scope, CaseId id);
  [[nodiscard]] std::vector<Member> followers(db::Tx& tx, const access::Scope& scope, CaseId id) const;
  // Whether the feed holds what tell_followers() has not seen.
  [[nodiscard]] bool anything_to_tell(db::Tx& tx) const;
  // Tells the followers of what the feed holds since the last call, at most `limit` events. Gives how many
  // events it passed. One caller at a time (a timer on one node).
  int tell_followers(db::Tx& tx, int limit);

  // --- teams (teams.cpp) ---
  [[nodiscard]] std::vector<Team> teams(db::Tx& tx) const;
  // Adds (empty id) or changes. Throws Error{invalid, "team.invalid"} with fields, {conflict,
  // "team.code_taken"}, {stale}, {not_found}.
  Team save(db::Tx& tx, const access::Scope& scope, const Team& team, const std::vector<AccountId>& members);
  // The team of a case; empty id: none. Its members are told, once it is set by somebody.
  void set_team(db::Tx& tx, const access::Scope& scope, CaseId id, TeamId team);
  [[nodiscard]] std::optional<Team> team_of(db::Tx& tx, const access::Scope& scope, CaseId id) const;

 private:
  [[nodiscard]] bool sees(db::Tx& tx, const access::Scope& scope, CaseId id) const;

  db::Database& database_;
  audit::Service& audit_;
  access::Service& access_;
  cases::Service& cases_;
};

}  // namespace aproape::collaboration
