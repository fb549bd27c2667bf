#include "domain/cases/parts_repository.hpp"

#include "db/rows.hpp"

namespace aproape::cases::repository {
namespace {

#define TASK_SELECT                                                                                   \
  "select t.id, t.case_id, t.title, t.kind, t.holder_id, coalesce(a.name, ''), t.due_at, t.done_at, " \
  "t.created_at from task t left join account a on a.id = t.holder_id "

Task task_of(const db::Row& row) {
  Task task;
  task.id = row.id<TaskId>(0);
  task.case_id = row.id<CaseId>(1);
  task.title = row.text(2);
  task.kind = row.text(3);
  task.holder = row.id<AccountId>(4);
  task.holder_name = row.text(5);
  task.due_at = row.i64_opt(6);
  task.done_at = row.i64_opt(7);
  task.created_at = row.i64(8);
  return task;
}

}  // namespace

void insert(db::Tx& tx, CaseId id, const Role& role) {
  tx.exec(
      "insert into case_role (id, case_id, role, person_id, organisation_id, consent) "
      "values ($1, $2, $3, $4, $5, $6)",
      {role.id, id, role.role, role.person, role.organisation, role.consent});
}

bool remove_role(db::Tx& tx, CaseId id, RoleId role) {
  return tx.exec("delete from case_role where id = $1 and case_id = $2", {role, id}) == 1;
}

std::vector<Role> roles(db::Tx& tx, CaseId id) {
  return db::all_of<Role>(
      tx.query("select r.id, r.role, r.person_id, r.organisation_id, coalesce(p.name, o.name, ''), r.consent "
               "from case_role r left join person p on p.id = r.person_id "
               "left join organisation o on o.id = r.organisation_id where r.case_id = $1 order by r.id",
               {id}),
      [](const db::Row& row) {
        return Role{row.id<RoleId>(0),         row.text(1), row.id<PersonId>(2),
                    row.id<OrganisationId>(3), row.text(4), row.boolean(5)};
      });
}

void insert(db::Tx& tx, const Task& task) {
  tx.exec(
      "insert into task (id, case_id, kind, title, holder_id, due_at, done_at, created_at) "
      "values ($1, $2, $3, $4, $5, $6, $7, $8)",
      {task.id, task.case_id, task.kind, task.title, task.holder, task.due_at, task.done_at,
       task.created_at});
}

void update(db::Tx& tx, const Task& task) {
  tx.exec("update task set title = $2, holder_id = $3, due_at = $4, done_at = $5 where id = $1",
          {task.id, task.title, task.holder, task.due_at, task.done_at});
}

void remove_open_task(db::Tx& tx, CaseId id, TaskId task) {
  tx.exec("delete from task where id = $1 and case_id = $2 and done_at is null", {task, id});
}

std::optional<Task> task(db::Tx& tx, TaskId id) {
  const auto row = tx.one(TASK_SELECT "where t.id = $1", {id});
  if (!row) return std::nullopt;
  return task_of(*row);
}

std::vector<Task> tasks(db::Tx& tx, CaseId id) {
  return db::all_of<Task>(tx.query(TASK_SELECT "where t.case_id = $1 order by t.id", {id}), task_of);
}

std::optional<Millis> first_task_due(db::Tx& tx, CaseId id) {
  return tx.one("select min(due_at) from task where case_id = $1 and done_at is null", {id})->i64_opt(0);
}

void insert(db::Tx& tx, CaseId id, const CaseGrant& grant) {
  tx.exec("insert into case_grant (id, case_id, unit_id, until, reason, at) values ($1, $2, $3, $4, $5, $6)",
          {grant.id, id, grant.unit, grant.until, grant.reason, grant.at});
}

bool remove_grant(db::Tx& tx, CaseId id, CaseGrantId grant) {
  return tx.exec("delete from case_grant where id = $1 and case_id = $2", {grant, id}) == 1;
}

std::vector<CaseGrant> grants(db::Tx& tx, CaseId id, Millis now) {
  return db::all_of<CaseGrant>(
      tx.query("select id, unit_id, until, reason, at from case_grant where case_id = $1 "
               "and until > $2 order by id",
               {id, now}),
      [](const db::Row& row) {
        return CaseGrant{row.id<CaseGrantId>(0), row.id<UnitId>(1), row.i64(2), row.text(3), row.i64(4)};
      });
}

void insert_link(db::Tx& tx, CaseId id, CaseId other, std::string_view reason) {
  tx.exec(
      "insert into case_link (case_id, other_id, reason) values ($1, $2, $3) "
      "on conflict (case_id, other_id) do nothing",
      {id, other, reason});
}

std::vector<Link> links(db::Tx& tx, CaseId id) {
  return db::all_of<Link>(
      tx.query("select other_id, reason from case_link where case_id = $1 order by other_id", {id}),
      [](const db::Row& row) {
        return Link{row.id<CaseId>(0), {}, {}, row.text(1)};
      });
}

void insert(db::Tx& tx, CaseId id, const Note& note) {
  tx.exec("insert into note (id, case_id, author_id, text, at) values ($1, $2, $3, $4, $5)",
          {note.id, id, note.author.value, note.text, note.at});
}

void remove_note(db::Tx& tx, CaseId id, NoteId note) {
  tx.exec("delete from note where id = $1 and case_id = $2", {note, id});
}

std::vector<Note> notes(db::Tx& tx, CaseId id) {
  return db::all_of<Note>(
      tx.query("select n.id, n.author_id, coalesce(a.name, ''), n.text, n.at from note n "
               "left join account a on a.id = n.author_id where n.case_id = $1 order by n.id",
               {id}),
      [](const db::Row& row) {
        return Note{row.id<NoteId>(0), row.id<AccountId>(1), row.text(2), row.text(3), row.i64(4)};
      });
}

void insert(db::Tx& tx, CaseId id, const Entry& entry) {
  tx.exec("insert into case_entry (id, case_id, type, actor_id, data, at) values ($1, $2, $3, $4, $5, $6)",
          {entry.id, id, entry.type, entry.actor, entry.data, entry.at});
}

std::vector<Entry> entries(db::Tx& tx, CaseId id) {
  return db::all_of<Entry>(
      tx.query("select e.id, e.type, e.actor_id, coalesce(a.name, ''), e.data, e.at from case_entry e "
               "left join account a on a.id = e.actor_id where e.case_id = $1 order by e.id",
               {id}),
      [](const db::Row& row) {
        return Entry{row.i64(0), row.text(1), row.id<AccountId>(2), row.text(3), row.text(4), row.i64(5)};
      });
}

void save_draft(db::Tx& tx, AccountId account, CaseId id, const Draft& draft) {
  tx.exec(
      "insert into draft (account_id, case_id, kind, text, html, to_list, cc_list, subject, language, "
      "attachments, at) values ($1, $2, $3, $4, $5, $6, $7, $8, $9, $10, $11) on conflict (account_id, "
      "case_id) "
      "do update set kind = excluded.kind, text = excluded.text, html = excluded.html, "
      "to_list = excluded.to_list, cc_list = excluded.cc_list, subject = excluded.subject, "
      "language = excluded.language, attachments = excluded.attachments, at = excluded.at",
      {account, id, draft.kind, draft.text, draft.html, draft.to, draft.cc, draft.subject, draft.language,
       draft.attachments, draft.at});
}

void remove_draft(db::Tx& tx, AccountId account, CaseId id) {
  tx.exec("delete from draft where account_id = $1 and case_id = $2", {account, id});
}

std::optional<Draft> draft(db::Tx& tx, AccountId account, CaseId id) {
  const auto row = tx.one(
      "select kind, text, html, to_list, cc_list, subject, language, attachments, at from draft "
      "where account_id = $1 and case_id = $2",
      {account, id});
  if (!row) return std::nullopt;
  return Draft{row->text(0), row->text(1), row->text(2), row->text(3), row->text(4),
               row->text(5), row->text(6), row->text(7), row->i64(8)};
}

void insert(db::Tx& tx, AccountId account, const SavedView& view) {
  tx.exec("insert into saved_view (id, account_id, name, query) values ($1, $2, $3, $4)",
          {view.id, account, view.name, view.query});
}

bool update(db::Tx& tx, AccountId account, const SavedView& view) {
  return tx.exec("update saved_view set name = $3, query = $4 where id = $1 and account_id = $2",
                 {view.id, account, view.name, view.query}) == 1;
}

bool remove_view(db::Tx& tx, AccountId account, ViewId id) {
  return tx.exec("delete from saved_view where id = $1 and account_id = $2", {id, account}) == 1;
}

std::vector<SavedView> views(db::Tx& tx, AccountId account) {
  return db::all_of<SavedView>(
      tx.query("select id, name, query from saved_view where account_id = $1 order by id", {account}),
      [](const db::Row& row) {
        return SavedView{row.id<ViewId>(0), row.text(1), row.text(2)};
      });
}

}  // namespace aproape::cases::repository
