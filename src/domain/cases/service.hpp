#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/access/scope.hpp"
#include "domain/audit/service.hpp"
#include "domain/cases/contact_reading.hpp"
#include "domain/cases/model.hpp"
#include "domain/classification/service.hpp"
#include "domain/contacts/service.hpp"
#include "domain/deadlines/service.hpp"
#include "domain/people/service.hpp"
#include "domain/routing/service.hpp"
#include "domain/search/service.hpp"

namespace aproape::cases {

// The matter and all that is done in it. Every call takes the eyes that look: what they may not see throws
// Error{not_found, "case.not_found"} as if it were absent. Calls with a `version` throw Error{stale} unless
// it is the present one (0 = any, for the system). Each change writes its line of history, its event and its
// audit in the caller's transaction. Thread-safe: it keeps no state.
class Service {
 public:
  Service(db::Database& database, audit::Service& audit, people::Service& people, contacts::Service& contacts,
          search::Service& search, deadlines::Service& deadlines, routing::Service& routing,
          classification::Service& classification);

  // --- opening and contacts (also the channels' way in) ---
  Case open(db::Tx& tx, const access::Scope& scope, const NewCase& what);
  // Stores the contact and brings its case up to date: a citizen's message opens a waiting, snoozed or closed
  // case again, one of a machine changes no status. A repeat of the same intake changes nothing and gives the
  // earlier id. Follows merges of contact.case_id.
  ContactId add_contact(db::Tx& tx, const access::Scope& scope, contacts::Contact contact);
  // The same with the contact read before: reading takes longer than storing, so a channel does it before its
  // transaction, in which nobody else writes.
  ContactId add_contact(db::Tx& tx, const access::Scope& scope, contacts::Contact contact,
                        const ContactReading& reading);
  // What the words of a contact say: of those that come in, and for the search in all. `tx` may be a reading
  // one.
  [[nodiscard]] ContactReading read(db::Tx& tx, const contacts::Contact& contact) const;
  void link(db::Tx& tx, const access::Scope& scope, CaseId id, CaseId other, std::string_view reason);
  void add_flag(db::Tx& tx, CaseId id, std::string_view flag);
  // A task that the program makes ("delivery_failed").
  TaskId add_system_task(db::Tx& tx, CaseId id, std::string_view kind, std::string_view title);
  // A line of history and an event by the program ("message.failed"). The case's version stays: that a mail
  // was delivered must not refuse the answer that somebody is writing.
  void note_event(db::Tx& tx, const access::Scope& scope, CaseId id, std::string_view type,
                  std::string_view data);

  // --- reading ---
  [[nodiscard]] Case get(db::Tx& tx, const access::Scope& scope, CaseId id) const;
  // The case that bears the number, perhaps an alias: resolve() leads on.
  [[nodiscard]] std::optional<CaseId> by_number(db::Tx& tx, const access::Scope& scope,
                                                std::string_view number) const;
  // The case that a merged one became; `id` itself otherwise.
  [[nodiscard]] CaseId resolve(db::Tx& tx, CaseId id) const;
  // Throws Error{invalid, "cursor"} for a cursor that is not ours.
  [[nodiscard]] Page list(db::Tx& tx, const access::Scope& scope, const Filter& filter,
                          std::string_view cursor, int limit) const;
  // Number of cases that list() would show. Exact from the maintained tally; overdue ones and filters by
  // urgency, category, holder or words are counted live and stop at `most`.
  [[nodiscard]] int count(db::Tx& tx, const access::Scope& scope, const Filter& filter, int most) const;
  // The same of several views at once, without further filter.
  [[nodiscard]] std::vector<int> counts(db::Tx& tx, const access::Scope& scope,
                                        const std::vector<std::string_view>& views, int most) const;
  [[nodiscard]] std::vector<Case> of_person(db::Tx& tx, const access::Scope& scope, PersonId person,
                                            int limit) const;
  [[nodiscard]] std::vector<contacts::Contact> contacts(db::Tx& tx, const access::Scope& scope,
                                                        CaseId id) const;
  // The same without their content, of merged cases too.
  [[nodiscard]] std::vector<contacts::Brief> briefs(db::Tx& tx, const access::Scope& scope, CaseId id) const;
  // For the program's walk over all cases: those after `after`, by id, aliases among them.
  [[nodiscard]] std::vector<CaseId> ids_after(db::Tx& tx, CaseId after, int limit) const;
  // One of them, by its id; nullopt where it or its case is not visible.
  [[nodiscard]] std::optional<contacts::Contact> contact(db::Tx& tx, const access::Scope& scope,
                                                         ContactId id) const;
  // What an answer refers to: contacts with a Message-ID, of merged cases too, oldest first.
  [[nodiscard]] std::vector<contacts::ThreadEntry> thread(db::Tx& tx, const access::Scope& scope,
                                                          CaseId id) const;
  [[nodiscard]] std::vector<Note> notes(db::Tx& tx, const access::Scope& scope, CaseId id) const;
  // Its history with that of its aliases, as the timeline tells it; entries() has its own alone.
  [[nodiscard]] std::vector<Entry> history(db::Tx& tx, const access::Scope& scope, CaseId id) const;
  [[nodiscard]] std::vector<Entry> entries(db::Tx& tx, const access::Scope& scope, CaseId id) const;
  [[nodiscard]] std::vector<Role> roles(db::Tx& tx, const access::Scope& scope, CaseId id) const;
  [[nodiscard]] std::vector<Task> tasks(db::Tx& tx, const access::Scope& scope, CaseId id) const;
  [[nodiscard]] std::vector<CaseGrant> grants(db::Tx& tx, const access::Scope& scope, CaseId id) const;
  [[nodiscard]] std::vector<Link> links(db::Tx& tx, const access::Scope& scope, CaseId id) const;

  // --- the work ---
  struct Change {
    std::optional<std::string> subject, urgency, category, subcategory, language, family;
  };
  Case change(db::Tx& tx, const access::Scope& scope, CaseId id, std::int64_t version, const Change& change);
  // A person says otherwise than the classifier: changes the case where it shows it, and is kept as training
  // data (classify.cpp). Throws as classification::Service::correct().
  Case correct(db::Tx& tx, const access::Scope& scope, CaseId id, std::int64_t version,
               const classification::Correction& what);
  // To a person, to a unit's queue, or (both empty) back to the queue of its unit.
  Case assign(db::Tx& tx, const access::Scope& scope, CaseId id, std::int64_t version, AccountId holder,
              UnitId unit);
  Case transfer(db::Tx& tx, const access::Scope& scope, CaseId id, std::int64_t version, UnitId unit,
                std::string_view note);
  Case close(db::Tx& tx, const access::Scope& scope, CaseId id, std::int64_t version,
             std::string_view resolution, std::string_view note);
  Case reopen(db::Tx& tx, const access::Scope& scope, CaseId id, std::int64_t version);
  Case snooze(db::Tx& tx, const access::Scope& scope, CaseId id, std::int64_t version,
              std::optional<Millis> until);
  Case wait(db::Tx& tx, const access::Scope& scope, CaseId id, std::int64_t version, const Waiting& on);
  void mark_read(db::Tx& tx, const access::Scope& scope, CaseId id);
  NoteId add_note(db::Tx& tx, const access::Scope& scope, CaseId id, std::string_view text);
  // The answer of staff was queued: last word is ours; `then` is "keep", "wait" or "close".
  // `undo` is for take_back().
  struct Answered {
    Case changed;
    std::string undo;
  };
  Answered answered(db::Tx& tx, const access::Scope& scope, CaseId id, std::int64_t version,
                    std::string_view snippet, std::string_view then);
  // The answer did not leave: status, waiting, holder and clocks as they were before it, without a gap in
  // what the clocks counted. What somebody else changed since then stays. `outgoing` is the contact that
  // showed it.
  Case take_back(db::Tx& tx, const access::Scope& scope, CaseId id, std::string_view undo, ContactId outgoing,
                 std::string_view data);
  // The undo of two answers of which only the later one still stands.
  [[nodiscard]] static std::string join_undo(std::string_view earlier, std::string_view later);

  struct NewTask {
    std::string title;
    AccountId holder;
    std::optional<Millis> due_at;
  };
  Task add_task(db::Tx& tx, const access::Scope& scope, CaseId id, const NewTask& task);
  struct TaskChange {
    std::optional<std::string> title;
    std::optional<AccountId> holder;
    std::optional<std::optional<Millis>> due_at;
    std::optional<bool> done;
  };
  Task change_task(db::Tx& tx, const access::Scope& scope, TaskId id, const TaskChange& change);

  RoleId add_role(db::Tx& tx, const access::Scope& scope, CaseId id, const Role& role);
  void drop_role(db::Tx& tx, const access::Scope& scope, CaseId id, RoleId role);
  CaseGrantId add_grant(db::Tx& tx, const access::Scope& scope, CaseId id, UnitId unit, Millis until,
                        std::string_view reason);
  void drop_grant(db::Tx& tx, const access::Scope& scope, CaseId id, CaseGrantId grant);

  // --- one matter or two (merge.cpp, split.cpp, duplicates.cpp) ---
  // `id` becomes an alias of `into`, or of the case that one was merged into: contacts, notes, tasks, roles,
  // grants, clocks and history move there, and so does every later mail. Throws Error{conflict, "case.merged"
  // | "case.merge_circle"}.
  void merge(db::Tx& tx, const access::Scope& scope, CaseId id, CaseId into);
  // Undoes that at any time: what the merge moved goes back, with what came to the alias since; what belongs
  // to the other case stays. Asks for the right where the content is seen now. Gives the case that had taken
  // it in. Throws Error{conflict, "case.not_merged"}.
  Case unmerge(db::Tx& tx, const access::Scope& scope, CaseId id);
  // The cases that were merged into this one, oldest merge first.
  [[nodiscard]] std::vector<MergedCase> merged(db::Tx& tx, const access::Scope& scope, CaseId id) const;
  // The chosen contacts become a case of their own, linked with the first; at least one stays. Throws
  // Error{invalid}. merge() undoes it.
  Case split(db::Tx& tx, const access::Scope& scope, CaseId id, std::int64_t version,
             const std::vector<ContactId>& chosen, std::string_view subject);
  // Visible cases of these weeks that may be the same matter, the likeliest first, at most `limit`.
  [[nodiscard]] std::vector<Duplicate> duplicates(db::Tx& tx, const access::Scope& scope, CaseId id,
                                                  int limit) const;

  // --- several changes as one (changes.cpp) ---
  // The case before them, for changes_since() in the same transaction. Throws Error{stale} as all changes do.
  struct Mark {
    Case c;
    std::vector<deadlines::Clock> clocks;
    std::vector<std::int64_t> notes, tasks;
    AccountId account;
    std::optional<Draft> draft;
  };
  [[nodiscard]] Mark mark(db::Tx& tx, const access::Scope& scope, CaseId id, std::int64_t version) const;
  // What happened to it since then, as a text for set_back().
  [[nodiscard]] std::string changes_since(db::Tx& tx, const Mark& mark) const;
  // Takes that back in one step, at any time: properties and clocks to which nothing else happened since, the
  // notes, the tasks that are still open, the draft as it was made.
  Case set_back(db::Tx& tx, const access::Scope& scope, CaseId id, std::string_view undo,
                std::string_view type, std::string_view data);
  // A line of history about work that the same transaction did, also where it led the case out of sight.
  void note_work(db::Tx& tx, const access::Scope& scope, CaseId id, std::string_view type,
                 std::string_view data);
  // Takes a flag of the program off again; nothing changes where it is not on.
  void remove_flag(db::Tx& tx, CaseId id, std::string_view flag);
  // Puts a tag on ("tag:…" among the flags) or takes it off.
  Case set_tag(db::Tx& tx, const access::Scope& scope, CaseId id, std::string_view tag, bool on);

  // --- clocks (clocks.cpp) ---
  [[nodiscard]] std::vector<deadlines::Explained> clocks(db::Tx& tx, const access::Scope& scope,
                                                         CaseId id) const;
  // Terms of the catalogue that staff may start now.
  [[nodiscard]] std::vector<deadlines::Rule> startable(db::Tx& tx, const access::Scope& scope,
                                                       CaseId id) const;
  // As deadlines::Service says; each brings the case's due moment up to date.
  deadlines::Explained start_clock(db::Tx& tx, const access::Scope& scope, CaseId id, std::string_view rule,
                                   Millis since);
  deadlines::Explained stop_clock(db::Tx& tx, const access::Scope& scope, CaseId id,
                                  deadlines::ClockId clock);
  deadlines::Explained extend_clock(db::Tx& tx, const access::Scope& scope, CaseId id,
                                    deadlines::ClockId clock, std::string_view reason);

  // --- own things of an account ---
  [[nodiscard]] std::optional<Draft> draft(db::Tx& tx, const access::Scope& scope, CaseId id) const;
  void save_draft(db::Tx& tx, const access::Scope& scope, CaseId id, const Draft& draft);
  void drop_draft(db::Tx& tx, const access::Scope& scope, CaseId id);
  [[nodiscard]] std::vector<SavedView> views(db::Tx& tx, const access::Scope& scope) const;
  // Adds (empty id) or changes. Throws Error{not_found} for another's.
  SavedView save_view(db::Tx& tx, const access::Scope& scope, const SavedView& view);
  void drop_view(db::Tx& tx, const access::Scope& scope, ViewId id);

  // --- the line of work (line_up.cpp) ---
  // Brings the case's work up to date where the router's own settings for it changed.
  void follow_work(db::Tx& tx, CaseId id);
  // Puts into the line those of the next `limit` cases behind `after` that the router does not know: they
  // were open before it was there. Gives the last one looked at; none at the end. Not from inside
  // Database::read or ::write.
  std::optional<CaseId> line_up(CaseId after, int limit);

  // Job "case.wake": ends snoozes whose time has come. Gives how many.
  int wake_snoozed(db::Tx& tx);
  // Keeps the tally small, where many changes made it long. False where it was short.
  bool fold_counts(db::Tx& tx);

 private:
  // Has the contact classified and fills in what nobody said. Gives the data of the history line.
  std::string take_verdict(db::Tx& tx, Case& c, const contacts::Contact& contact,
                           const classification::Verdict& verdict);
  void keep_correction(db::Tx& tx, const access::Scope& scope, const Case& before, const Case& after);
  // A contact came to an alias: it is the alias's where the merge is undone.
  void note_arrival(db::Tx& tx, CaseId alias, ContactId contact);
  // Writes the case's search document anew from what it holds.
  void index(db::Tx& tx, CaseId id);
  // The flag says whether any contact carries a file.
  void refresh_attachment_flag(db::Tx& tx, Case& c) const;
  [[nodiscard]] Case for_change(db::Tx& tx, const access::Scope& scope, CaseId id,
                                std::int64_t version) const;
  // The earliest of what the case must be looked at for: a clock, an open task, the end of a wait.
  std::optional<Millis> due_of(db::Tx& tx, const Case& c, deadlines::Turn turn);
  // Writes the case with the next version, its due moment, history line, event and audit.
  Case save(db::Tx& tx, const access::Scope& scope, Case changed, std::string_view type,
            std::string_view fields, std::string_view data, deadlines::Turn turn = deadlines::Turn::same);
  // The history line, event and audit of something that happened at the case; gives the event.
  db::Event record(db::Tx& tx, const access::Scope& scope, const Case& c, std::string_view type,
                   std::string_view fields, std::string_view data);

  db::Database& database_;
  audit::Service& audit_;
  people::Service& people_;
  contacts::Service& contacts_;
  search::Service& search_;
  deadlines::Service& deadlines_;
  routing::Service& routing_;
  classification::Service& classification_;
};

}  // namespace aproape::cases
