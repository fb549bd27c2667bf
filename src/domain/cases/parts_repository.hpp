#pragma once

#include <optional>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/access/scope.hpp"
#include "domain/cases/model.hpp"

// Rows that belong to a case: their reader has checked that the case is visible.
namespace aproape::cases::repository {

void insert(db::Tx& tx, CaseId id, const Role& role);
bool remove_role(db::Tx& tx, CaseId id, RoleId role);
[[nodiscard]] std::vector<Role> roles(db::Tx& tx, CaseId id);

void insert(db::Tx& tx, const Task& task);
void update(db::Tx& tx, const Task& task);
void remove_open_task(db::Tx& tx, CaseId id, TaskId task);
[[nodiscard]] std::optional<Task> task(db::Tx& tx, TaskId id);
[[nodiscard]] std::vector<Task> tasks(db::Tx& tx, CaseId id);
// Of those that are open.
[[nodiscard]] std::optional<Millis> first_task_due(db::Tx& tx, CaseId id);

void insert(db::Tx& tx, CaseId id, const CaseGrant& grant);
bool remove_grant(db::Tx& tx, CaseId id, CaseGrantId grant);
[[nodiscard]] std::vector<CaseGrant> grants(db::Tx& tx, CaseId id, Millis now);

void insert_link(db::Tx& tx, CaseId id, CaseId other, std::string_view reason);
[[nodiscard]] std::vector<Link> links(db::Tx& tx, CaseId id);

void insert(db::Tx& tx, CaseId id, const Note& note);
void remove_note(db::Tx& tx, CaseId id, NoteId note);
[[nodiscard]] std::vector<Note> notes(db::Tx& tx, CaseId id);
void insert(db::Tx& tx, CaseId id, const Entry& entry);
[[nodiscard]] std::vector<Entry> entries(db::Tx& tx, CaseId id);

void save_draft(db::Tx& tx, AccountId account, CaseId id, const Draft& draft);
void remove_draft(db::Tx& tx, AccountId account, CaseId id);
[[nodiscard]] std::optional<Draft> draft(db::Tx& tx, AccountId account, CaseId id);

void insert(db::Tx& tx, AccountId account, const SavedView& view);
bool update(db::Tx& tx, AccountId account, const SavedView& view);
bool remove_view(db::Tx& tx, AccountId account, ViewId id);
[[nodiscard]] std::vector<SavedView> views(db::Tx& tx, AccountId account);

}  // namespace aproape::cases::repository
