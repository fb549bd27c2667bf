#pragma once

#include <optional>
#include <string>
#include <string_view>
#include <vector>

#include "db/database.hpp"
#include "domain/cases/model.hpp"

// Merges and what they moved. Whoever calls has checked both cases.
namespace aproape::cases::repository {

using MergeId = Id<struct MergeTag>;

struct Merge {
  MergeId id;
  CaseId from;  // the alias
  CaseId into;
  AccountId actor;
  Millis at = 0;
  std::string face = "{}";  // merge_face.hpp
};

// What belongs to a case by a row of its own that a merge moves (contacts and clocks are other areas').
enum class PartKind { note, task, role, grant };
[[nodiscard]] std::string_view name_of(PartKind kind);
[[nodiscard]] std::vector<std::int64_t> part_ids(db::Tx& tx, PartKind kind, CaseId id);
// Where it lies with `from`; false where it does not.
bool move_part(db::Tx& tx, PartKind kind, std::int64_t part, CaseId from, CaseId to);

void insert(db::Tx& tx, const Merge& merge);
void set_face(db::Tx& tx, MergeId id, std::string_view face);
void end(db::Tx& tx, MergeId id, Millis at);
// The standing merge of an alias.
[[nodiscard]] std::optional<Merge> merge_of(db::Tx& tx, CaseId alias);
// Standing merges into a case itself, not into its aliases; oldest first.
[[nodiscard]] std::vector<Merge> merges_into(db::Tx& tx, CaseId into);
// Points an alias at another case without a change of its version: the reader sees nothing of it.
void point(db::Tx& tx, CaseId alias, CaseId into);

void insert_item(db::Tx& tx, MergeId id, std::string_view kind, std::int64_t item);
[[nodiscard]] std::vector<std::int64_t> items(db::Tx& tx, MergeId id, std::string_view kind);
void remove_item(db::Tx& tx, MergeId id, std::string_view kind, std::int64_t item);

[[nodiscard]] Millis last_in(db::Tx& tx, CaseId id);

}  // namespace aproape::cases::repository
